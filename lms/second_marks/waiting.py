"""Second marks in the list of what waits for who supervises or assesses."""

from collections.abc import Sequence
from datetime import date

from flask import g, url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Role
from lms.editions.roles import i_am
from lms.placements.waiting import Among, Mark, Source, Waiting, tell
from lms.second_marks import policy, queries
from lms.second_marks.models import SecondMark
from lms.second_marks.subjects import kind_of
from lms.second_marks.vocabulary import STATES


def rows(
    person: User, on: date, after: Mark | None, most: int, among: Among = None
) -> list[Waiting]:
    """Those of some placements are only asked for together with entries of a log."""
    found = [_row(row) for row in _mine(person, on)] if among is None else []
    last = (not after[0], after[1], after[2].hex) if after else None
    return [row for row in found if last is None or row.place > last][:most]


def _row(row: SecondMark) -> Waiting:
    return Waiting(
        again=False,
        since=row.drawn_at,
        id=row.id,
        person=row.placement.enrolment.user.name,
        title=kind_of(row).name(row).title,
        detail=f"{_('Second mark')} · {row.placement.project.name}",
        text="",
        href=url_for("second_marks.second_mark", number=row.id),
        notes=(str(STATES[row.state]),),
    )


def _mine(person: User, on: date) -> Sequence[SecondMark]:
    """In which this person has the next step; asked once a request."""
    key = f"second_marks_of_{person.id}"
    if key not in g:
        staff = i_am(Role.ASSESSOR, Role.SUPERVISOR, Role.COORDINATOR, Role.TRAINER)
        query = queries.open_for(person, on=on)
        found = db.session.scalars(*query).unique().all() if staff else []
        setattr(g, key, [row for row in found if is_next(person, row, on=on)])
    mine: Sequence[SecondMark] = getattr(g, key)
    return mine


def is_next(person: User, row: SecondMark, *, on: date) -> bool:
    if policy.can_mark(person, row, on=on) or policy.can_decide(person, row):
        return True
    return policy.can_talk(person, row) and (row.proposal is None or policy.can_agree(person, row))


def count(person: User, on: date) -> int:
    return len(_mine(person, on))


tell(Source(rows, count))
