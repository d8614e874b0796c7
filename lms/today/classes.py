"""What a person's editions hold within a day, and which registers nobody has taken."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from lms.class_sessions.check_in import Window, window_of
from lms.class_sessions.lines import Line, line_of
from lms.class_sessions.queries import soon_or_unmarked
from lms.class_sessions.times import readers_zone
from lms.db import db
from lms.editions.models import Role
from lms.editions.roles import my_enrolments

TEACHING = (Role.COORDINATOR, Role.TRAINER)


@dataclass(frozen=True)
class Soon:
    """A session within a day. Who holds it gets its register, who learns in it the check-in."""

    line: Line
    is_now: bool
    can_hold: bool
    can_check_in: bool


@dataclass(frozen=True)
class Sessions:
    soon: list[Soon] = field(default_factory=list)
    unmarked: list[Line] = field(default_factory=list)

    @property
    def lets_check_in(self) -> bool:
        return any(row.can_check_in for row in self.soon)


def my_sessions(at: datetime) -> Sessions:
    """One statement, and none for who neither learns nor teaches."""
    taught = {row.edition_id for row in my_enrolments() if row.role in TEACHING}
    seats = {row.edition_id: row.id for row in my_enrolments() if row.role == Role.TRAINEE}
    if not taught | seats.keys():
        return Sessions()
    query = soon_or_unmarked(taught | seats.keys(), taught, seats.values(), at)
    rows = db.session.execute(*query).all()
    marked = {row.id for row, is_marked in rows if is_marked}
    lines = [line_of(row, readers_zone()) for row, _is_marked in rows]
    return Sessions(
        [
            _soon(line, taught, seats.keys(), at, is_marked=line.session.id in marked)
            for line in lines
            if line.session.ends_at > at
        ],
        [line for line in lines if line.session.ends_at <= at],
    )


def _soon(
    line: Line, taught: Collection[int], learnt: Collection[int], at: datetime, *, is_marked: bool
) -> Soon:
    row = line.session
    on = row.cancelled_at is None
    return Soon(
        line,
        is_now=on and row.starts_at <= at,
        can_hold=on and row.edition_id in taught,
        can_check_in=on
        and not is_marked
        and row.has_check_in
        and row.edition_id in learnt
        and window_of(row, at) is Window.OPEN,
    )
