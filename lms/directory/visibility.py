"""The one rule of who sees what of a person: a condition that lists, filters and counts carry.

It is part of every statement of this package, so that what is hidden never leaves the database
and no filter can ask for it.
"""

from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, and_, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from lms.accounts.models import User
from lms.directory.models import ALONE, UNLESS_SAID, DirectoryEntry, Part, Seen
from lms.editions.models import Enrolment
from lms.programmes.models import Participation, State

LETS_IN: Final = {
    Seen.PUBLIC: (Seen.PUBLIC,),
    Seen.MEMBERS: (Seen.PUBLIC, Seen.MEMBERS),
    Seen.TOGETHER: (Seen.PUBLIC, Seen.MEMBERS, Seen.TOGETHER),
    Seen.ME: tuple(Seen),
}
"""What is seen by whoever stands there."""
_THEIRS, _MINE = aliased(Participation), aliased(Participation)
_BESIDE, _OWN = aliased(Enrolment), aliased(Enrolment)
"""Made once: their columns take longest of all when a statement of this package is put together."""


class Viewer(NamedTuple):
    """Who looks: `person`, or nobody in particular who `stands` there."""

    person: User | None = None
    stands: Seen = Seen.PUBLIC


def may(part: Part, viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer sees this part of a User that is joined with their DirectoryEntry."""
    if viewer.person is not None:
        return may_for(part, literal(viewer.person.id))
    return _chosen(part, _seen(part)).in_([seen.value for seen in LETS_IN[viewer.stands]])


def may_for(part: Part, person: ColumnElement[int]) -> ColumnElement[bool]:
    """The same for the person of this number."""
    return _lets_in(_chosen(part, _seen(part)), person)


def may_alone(part: Part, person: ColumnElement[int]) -> ColumnElement[bool]:
    """That again of a User who is joined with nothing, for a statement of another package."""
    entry = select(_seen(part)).where(DirectoryEntry.user_id == User.id).correlate(User)
    return _lets_in(_chosen(part, entry.scalar_subquery()), person)


def _lets_in(chosen: ColumnElement[str], person: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(
        User.id == person,
        chosen.in_([seen.value for seen in LETS_IN[Seen.MEMBERS]]),
        and_(chosen == Seen.TOGETHER.value, User.id.in_(_met_by(person))),
    )


def default(part: Part) -> Seen:
    return Seen.ME if part in ALONE else UNLESS_SAID


def shown(part: Part, column: InstrumentedAttribute[str], viewer: Viewer) -> ColumnElement[str]:
    """The value, or nothing: what is empty and what is hidden look the same."""
    return case((may(part, viewer), func.coalesce(column, "")), else_="")


def _chosen(part: Part, seen: ColumnElement[str]) -> ColumnElement[str]:
    return func.coalesce(seen, default(part).value)


def _seen(part: Part) -> ColumnElement[str]:
    column: InstrumentedAttribute[str] = getattr(DirectoryEntry, f"{part.value}_seen")
    return column.expression


def _met_by(person: ColumnElement[int]) -> CompoundSelect[int]:
    """The ids of those who share a programme or an intake with them."""
    in_programmes = (
        select(_THEIRS.user_id)
        .join(_MINE, _MINE.programme_id == _THEIRS.programme_id)
        .where(
            _MINE.user_id == person,
            _MINE.state == State.CONFIRMED.value,
            _THEIRS.state == State.CONFIRMED.value,
        )
    )
    in_intakes = (
        select(_BESIDE.user_id)
        .join(_OWN, _OWN.edition_id == _BESIDE.edition_id)
        .where(_OWN.user_id == person, _OWN.ended_at.is_(None), _BESIDE.ended_at.is_(None))
    )
    return in_programmes.union(in_intakes)
