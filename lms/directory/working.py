"""Who works in which project: by fieldwork there, or by a place in a programme from there."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, null, select, union

from lms.accounts.models import User
from lms.editions.models import Enrolment
from lms.placements.models import Placement
from lms.programmes.models import Participation, State


def works_in() -> CompoundSelect[int, int]:
    """(person, project), each pair once."""
    works = select(Enrolment.user_id, Placement.project_id).join(
        Placement, Placement.enrolment_id == Enrolment.id
    )
    comes = select(Participation.user_id, Participation.project_id).where(_confirmed())
    return union(works, comes)


def comes_from(project: ColumnElement[int]) -> CompoundSelect[int, int | None]:
    """(person, programme) of who works in it: the programme is empty where it is fieldwork."""
    works = (
        select(Enrolment.user_id, null().label("programme_id"))
        .join(Placement, Placement.enrolment_id == Enrolment.id)
        .where(Placement.project_id == project)
    )
    comes = select(Participation.user_id, Participation.programme_id).where(
        _confirmed(), Participation.project_id == project
    )
    return union(works, comes)


def _confirmed() -> ColumnElement[bool]:
    return Participation.project_id.is_not(None) & (Participation.state == State.CONFIRMED.value)


def projects_of(user: User) -> CompoundSelect[int]:
    """The ids of those this person works in."""
    return projects_of_whom(literal(user.id))


def projects_of_whom(person: ColumnElement[int]) -> CompoundSelect[int]:
    """The person is part of each half, so that few rows are read."""
    works = (
        select(Placement.project_id).join(Placement.enrolment).where(Enrolment.user_id == person)
    )
    comes = select(Participation.project_id).where(Participation.user_id == person, _confirmed())
    return union(works, comes)


def people_in(project_ids: Collection[int]) -> Select[User, int]:
    """Each person beside each of these projects they work in."""
    rows = works_in().subquery()
    return (
        select(User, rows.c.project_id)
        .join(rows, rows.c.user_id == User.id)
        .where(rows.c.project_id.in_(project_ids))
        .order_by(User.name, User.id)
    )
