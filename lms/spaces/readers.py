"""Who reads: all that decides which spaces they see, known without a look at any space."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.accounts.models import User
from lms.accounts.session import me_or_none
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.editions.queries import open_enrolments
from lms.editions.roles import my_enrolments


class Reader(NamedTuple):
    """`person` is None for a visitor. `editions` are those they are in; `runs` those they lead."""

    person: User | None
    editions: frozenset[int] = frozenset()
    runs: frozenset[int] = frozenset()
    teaches: bool = False

    @property
    def is_administrator(self) -> bool:
        return self.person is not None and self.person.is_administrator


def this_reader() -> Reader:
    """Of this request; costs no statement that the menu has not made already."""
    return _reader(me_or_none(), my_enrolments())


def reader_of(person: User) -> Reader:
    """Somebody who is not asking now: for what they sent by mail."""
    return _reader(person, db.session.scalars(*open_enrolments(person)).all())


def _reader(person: User | None, mine: Sequence[Enrolment]) -> Reader:
    return Reader(
        person,
        frozenset(row.edition_id for row in mine),
        frozenset(row.edition_id for row in mine if row.role in {Role.TRAINER, Role.COORDINATOR}),
        (person is not None and person.is_staff) or any(row.role != Role.TRAINEE for row in mine),
    )
