from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager

from lms.accounts.models import User
from lms.accounts.queries import are_in
from lms.db import Blanks
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.vocabulary import ROLES


class Person(NamedTuple):
    """Where a page of people ended: the next one begins after this person."""

    role: str
    name: str
    enrolment_id: int


def open_enrolments(user: User) -> tuple[Select[Enrolment], Blanks]:
    """Every role a person has now, with its edition and where they read last; newest first."""
    return _OPEN_ENROLMENTS, {"user": user.id}


def editions_for(user: User) -> Select[Edition]:
    """Editions a person may see: where they have a role; an administrator sees all."""
    query = select(Edition)
    if user.is_administrator:
        return query
    roles = select(Enrolment.edition_id).where(
        Enrolment.user_id == user.id, Enrolment.ended_at.is_(None)
    )
    return query.where(Edition.id.in_(roles))


def trainees_in(edition: Edition) -> Select[int]:
    """How many it has."""
    return select(func.count(Enrolment.id)).where(
        Enrolment.edition_id == edition.id,
        Enrolment.role == Role.TRAINEE,
        Enrolment.ended_at.is_(None),
    )


def editions_page(
    user: User, *, before: tuple[date, int] | None = None, most: int
) -> Select[Edition]:
    """A page of them, the newest first."""
    query = editions_for(user).order_by(Edition.starts_on.desc(), Edition.id.desc())
    if before is not None:
        query = query.where(tuple_(Edition.starts_on, Edition.id) < tuple_(*before))
    return query.limit(most + 1)


def twin_of(edition: Edition, user: User) -> Select[Edition]:
    """The same edition, opened by the same person's other click."""
    return (
        select(Edition)
        .join(Enrolment, Enrolment.edition_id == Edition.id)
        .where(
            Enrolment.user_id == user.id,
            Enrolment.role == Role.COORDINATOR.value,
            Enrolment.ended_at.is_(None),
            Edition.course_id == edition.course_id,
            Edition.name == edition.name,
            Edition.starts_on == edition.starts_on,
        )
        .order_by(Edition.id)
        .limit(1)
    )


def people_of(edition: Edition, *roles: Role) -> Select[Enrolment]:
    """Who is in an edition now, with their accounts, by role and name."""
    query = (
        select(Enrolment)
        .join(Enrolment.user)
        .options(contains_eager(Enrolment.user))
        .where(Enrolment.edition_id == edition.id, Enrolment.ended_at.is_(None))
        .order_by(_place_of_role, User.name, Enrolment.id)
    )
    return query.where(Enrolment.role.in_(roles)) if roles else query


def people_page(
    edition: Edition, *roles: Role, after: Person | None = None, called: str = "", most: int
) -> Select[Enrolment]:
    """A page of them, or of who is called so: those who run it first, trainees last."""
    query = people_of(edition, *roles)
    if called:
        query = query.where(are_in(User.name, called))
    if after is not None:
        place = _PLACES.get(after.role, len(_PLACES))
        later = tuple_(User.name, Enrolment.id) > tuple_(after.name, after.enrolment_id)
        query = query.where(or_(_place_of_role > place, and_(_place_of_role == place, later)))
    return query.limit(most + 1)


def person_in(edition: Edition, enrolment_id: int) -> Select[Enrolment]:
    return people_of(edition).where(Enrolment.id == enrolment_id)


def role_of(user: User, edition: Edition, role: Role) -> Select[Enrolment]:
    """Their enrolment in that role, ended or not: there is one at most."""
    return select(Enrolment).where(
        Enrolment.edition_id == edition.id,
        Enrolment.user_id == user.id,
        Enrolment.role == role.value,
    )


def head_count(edition: Edition) -> Select[str, int]:
    """How many people are in it now, by role."""
    return (
        select(Enrolment.role, func.count())
        .where(Enrolment.edition_id == edition.id, Enrolment.ended_at.is_(None))
        .group_by(Enrolment.role)
    )


def as_counts(rows: list[Row[str, int]]) -> dict[Role, int]:
    found = {row[0]: row[1] for row in rows}
    return {role: found[role] for role in ROLES if role in found}


# Asked on every page of a signed-in person (docs/decisions/007).
_OPEN_ENROLMENTS = (
    select(Enrolment)
    .join(Enrolment.edition)
    .outerjoin(Enrolment.stopped)
    .options(contains_eager(Enrolment.edition), contains_eager(Enrolment.stopped))
    .where(Enrolment.user_id == bindparam("user"), Enrolment.ended_at.is_(None))
    .order_by(Edition.starts_on.desc(), Enrolment.id)
)
_PLACES = {role.value: place for place, role in enumerate(ROLES)}
_place_of_role = case(_PLACES, value=Enrolment.role)
