"""Case papers on the first page: those that came back to a trainee, those that wait for a grade."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.case_studies import paper_queries
from lms.db import db
from lms.editions.roles import my_enrolments
from lms.left.queries import Asked
from lms.left.steps import NextStep, paper_href, paper_title
from lms.today.cards import Waiting


def improve_later(paper: Asked) -> Waiting:
    return Waiting(1, paper_title(paper), _("Returned to you"), paper_href(paper), "warn")


def write_together(asked: Asked) -> Waiting:
    href = url_for("case_studies.paper_group", edition_id=asked.edition_id, case_id=asked.name)
    return Waiting(1, paper_title(asked), _("You are asked to write together"), href, "info")


def to_grade(person: User) -> Iterator[Waiting]:
    """The editions whose papers wait for this person, the longest waiting first; one statement."""
    names = {row.edition_id: row.edition.name for row in my_enrolments()}
    for edition_id, number in db.session.execute(paper_queries.waiting_for(person)):
        yield Waiting(
            number,
            ngettext("%(num)s case paper to grade", "%(num)s case papers to grade", number),
            names[edition_id],
            url_for("case_studies.paper_queue", edition_id=edition_id),
            "info",
        )


def grade_step(waiting: Waiting) -> NextStep:
    return NextStep(
        waiting.text,
        waiting.title,
        _("Each paper beside its rubric; what you save is a draft until you release it."),
        _("Open the list"),
        waiting.href,
    )
