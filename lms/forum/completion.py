"""Posts as a requirement, for editions whose rule asks for them."""

from functools import partial
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func

from lms.case_studies.post_models import CasePost
from lms.completion.facts import ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Amount, Requirement, Source, know
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.forum.models import Post, Topic
from lms.spaces.models import Space

KEY, WROTE = "posts", "wrote"
USUAL: Final = 3
MOST: Final = 100
_MINE = Enrolment.id.in_(ENROLMENTS)
_FACTS = (
    rows_of(WROTE, Enrolment.id, ref="case", number=func.count(CasePost.id))
    .select_from(Enrolment)
    .join(
        CasePost,
        (CasePost.author_id == Enrolment.user_id) & (CasePost.edition_id == Enrolment.edition_id),
    )
    .where(_MINE, CasePost.removed_at.is_(None))
    .group_by(Enrolment.id),
    rows_of(WROTE, Enrolment.id, ref="forum", number=func.count(Post.id))
    .select_from(Enrolment)
    .join(Space, Space.edition_id == Enrolment.edition_id)
    .join(Topic, Topic.space_id == Space.id)
    .join(Post, (Post.topic_id == Topic.id) & (Post.author_id == Enrolment.user_id))
    .where(_MINE, Post.removed_at.is_(None))
    .group_by(Enrolment.id),
)
"""In the discussions of cases, and in the space of the edition; what was removed is not counted."""


def _title(least: int) -> str:
    return ngettext(
        "Write %(num)s post in the discussions of your edition",
        "Write %(num)s posts in the discussions of your edition",
        least,
    )


def _titles(_course: Course) -> dict[str, str]:
    return {KEY: _title(USUAL)}


def _amounts(_course: Course) -> dict[str, Amount]:
    name = _("Write in the discussions of the edition")
    return {KEY: Amount(USUAL, MOST, name, _("How many posts at least?"), _title)}


def _read(enrolment: Enrolment, _course: Course, facts: Facts) -> list[Requirement]:
    written = sum(row.number for row in facts[WROTE])
    href = url_for("forum.space", slug=f"edition-{enrolment.edition_id}")
    return [_at_least(USUAL, written, href)]


def _at_least(least: int, written: int, href: str) -> Requirement:
    return Requirement(
        KEY,
        _title(least),
        written >= least,
        _("%(done)s of %(all)s so far", done=min(written, least), all=least),
        href,
        at_least=partial(_at_least, written=written, href=href),
    )


know(Source(_titles, lambda _course: _FACTS, _read, offered=True, amounts=_amounts))
