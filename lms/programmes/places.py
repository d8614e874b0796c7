"""Places in a programme: asked for, offered, given, waited for, left."""

from collections import Counter
from datetime import datetime

from lms.accounts.models import User
from lms.db import db
from lms.programmes import queries
from lms.programmes.models import ENDS, Participation, Programme, Role, State
from lms.programmes.telling import tell_of_place
from lms.spaces import actions as spaces


class TwoPlacesError(Exception):
    """They have a place in it already, or one is on offer."""


def apply(
    programme: Programme, *, by: User, project_id: int | None, expects: str, at: datetime
) -> Participation:
    """Ask for a place; after an end it is asked for anew, with a new turn."""
    row = _place(programme, by, Role.PARTICIPANT, State.APPLIED, at)
    row.project_id, row.expects = project_id, expects
    db.session.flush()
    return row


def invite(programme: Programme, user: User, role: Role, *, at: datetime) -> Participation:
    """Offer a place. Raises TwoPlacesError unless there is none, or one that ended."""
    row = _place(programme, user, role, State.INVITED, at)
    tell_of_place(programme, row, at=at)
    return row


def confirm(programme: Programme, row: Participation, *, at: datetime) -> State:
    """Give the place that was asked for or offered: a seat, or the next turn if none is free."""
    db.hold(programme)
    db.session.refresh(row, ["state"])
    if row.state not in {State.APPLIED, State.INVITED}:
        return State(row.state)
    full = row.role == Role.PARTICIPANT and not _has_seat(programme, row, _taken(programme))
    _move(programme, row, State.WAITING if full else State.CONFIRMED, at)
    return State(row.state)


def end(
    programme: Programme, row: Participation, state: State, *, reason: str = "", at: datetime
) -> None:
    """Declined, refused or withdrawn; a seat that is free now goes to who has waited longest."""
    db.hold(programme)
    db.session.refresh(row, ["state"])
    if row.state in ENDS:
        return
    row.reason = reason
    _move(programme, row, state, at)
    spaces.dismiss(programme.space, row.user)
    seat_who_wait(programme, at=at)


def seat_who_wait(programme: Programme, *, at: datetime) -> None:
    """In their order; whose country is full is passed over and keeps the turn."""
    taken = _taken(programme)
    for row in db.session.scalars(queries.waiting(programme)).all():
        if _has_seat(programme, row, taken):
            taken[row.country] += 1
            _move(programme, row, State.CONFIRMED, at)


def _place(
    programme: Programme, user: User, role: Role, state: State, at: datetime
) -> Participation:
    new = Participation(programme_id=programme.id, user_id=user.id, state=state.value)
    new.applied_at = new.at = at
    row = db.keep_once(new, queries.place_of(user, programme.id))
    if row is not new and row.state not in ENDS:
        raise TwoPlacesError
    row.user, row.role, row.state = user, role.value, state.value
    row.country, row.reason, row.applied_at, row.at = user.country, "", at, at
    db.session.flush()
    return row


def _taken(programme: Programme) -> Counter[str]:
    return Counter(dict(db.session.execute(queries.seats_taken(programme)).all()))


def _has_seat(programme: Programme, row: Participation, taken: Counter[str]) -> bool:
    """Somebody whose country is not known counts as a country of their own."""
    of_country = taken[row.country] if row.country else 0
    return taken.total() < programme.seats and of_country < programme.seats_per_country


def _move(programme: Programme, row: Participation, state: State, at: datetime) -> None:
    row.state, row.at = state.value, at
    db.session.flush()
    if state is State.CONFIRMED:
        leads = row.role == Role.DIRECTOR
        spaces.admit(programme.space, row.user, leads=leads, at=at)
    tell_of_place(programme, row, at=at)
