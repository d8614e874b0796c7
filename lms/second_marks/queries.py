from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import QueryableAttribute, contains_eager, joinedload, selectinload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Enrolment
from lms.placements.models import Placement, SupervisorAssignment
from lms.placements.queries import SEEN, SUPERVISOR
from lms.second_marks.models import Opinion, SecondMark

Numbered = ColumnElement[int] | QueryableAttribute[int] | int
Named = ColumnElement[str] | QueryableAttribute[str] | str


def second_mark_for(reader: User, number: UUID, *, on: date) -> tuple[Select[SecondMark], Blanks]:
    """As its page shows it; to its trainee it does not exist."""
    query = _SEEN[reader.is_administrator].where(SecondMark.id == number)
    return query, {"supervisor": reader.id, "today": on}


def open_for(reader: User, *, on: date) -> tuple[Select[SecondMark], Blanks]:
    """Of placements they may see, those that are not settled."""
    return _OPEN[reader.is_administrator], {"supervisor": reader.id, "today": on}


def open_in(placement: Placement) -> Select[str, str]:
    """("second", subject) of what is not settled, to be asked beside other marks."""
    return select(literal("second"), SecondMark.subject).where(
        SecondMark.placement_id == placement.id, SecondMark.settled_at.is_(None)
    )


def is_of(placement_id: Numbered, subject: Named) -> ColumnElement[bool]:
    """For a join with what may have been drawn."""
    return (SecondMark.placement_id == placement_id) & (SecondMark.subject == subject)


def drawn(placement_id: int, subject: str) -> Select[SecondMark]:
    return (
        select(SecondMark)
        .options(joinedload(SecondMark.opinions).joinedload(Opinion.by))
        .where(is_of(placement_id, subject))
    )


# Every list of what waits asks for them, so they are put together once (docs/decisions/007).
_WITH_ALL = (
    select(SecondMark)
    .join(SecondMark.placement)
    .join(Placement.enrolment)
    .options(
        contains_eager(SecondMark.placement).options(
            contains_eager(Placement.enrolment).options(
                joinedload(Enrolment.user), joinedload(Enrolment.edition)
            ),
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
            selectinload(Placement.assignments).joinedload(SupervisorAssignment.user),
        ),
        joinedload(SecondMark.opinions).joinedload(Opinion.by),
        joinedload(SecondMark.rubric),
        joinedload(SecondMark.settled_by),
    )
    .where(Enrolment.user_id != SUPERVISOR)
    .order_by(SecondMark.drawn_at, SecondMark.id)
)
_SEEN = {True: _WITH_ALL, False: _WITH_ALL.where(SEEN)}
"""By whether an administrator asks, who sees all placements."""
_OPEN = {
    sees_all: query.where(SecondMark.settled_at.is_(None)) for sees_all, query in _SEEN.items()
}
