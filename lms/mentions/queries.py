from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.editions.models import Enrolment, Role
from lms.mentions.countries import country_for
from lms.spaces.models import Space, SpaceMember
from lms.spaces.queries import seen_by_each

ROLE = aliased(Enrolment)
"""What somebody is in the edition of the space."""


def people_in(
    space: Space, by: User, authors: Select[int]
) -> Select[int, str, str, str, str | None, bool, bool]:
    """(id, name, as it is written, country, role in the edition, `by` knows them, `by` teaches).

    The country is empty where `by` may not see it. Somebody with several roles comes several times.
    """
    who = User.id.expression
    here = and_(ROLE.user_id == who, ROLE.edition_id == space.edition_id, ROLE.ended_at.is_(None))
    country, known = country_for(literal(by.id)), known_to(space, by, authors)
    return (
        select(who, User.name, User.name_key, country, ROLE.role, known, _teaches(by))
        .outerjoin(ROLE, here)
        .outerjoin(Space, Space.id == space.id)
        .order_by(User.name, who)
    )


def is_there(by: User) -> ColumnElement[bool]:
    """Somebody else who sees the space; that of an edition may have no row yet."""
    who = User.id.expression
    return and_(
        who != by.id,
        User.suspended_at.is_(None),
        User.password_hash.is_not(None),
        or_(ROLE.user_id.is_not(None), seen_by_each(who)),
    )


def known_to(space: Space, by: User, authors: Select[int]) -> ColumnElement[bool]:
    """Whom they meet anyway: in an edition, in the space of a programme, or by what they wrote.

    Nobody learns by trying out names who has an account.
    """
    who = User.id.expression
    theirs, mine = aliased(Enrolment), aliased(Enrolment)
    shared = exists().where(
        theirs.user_id == who,
        mine.user_id == by.id,
        theirs.edition_id == mine.edition_id,
        theirs.ended_at.is_(None),
        mine.ended_at.is_(None),
    )
    member = exists().where(SpaceMember.space_id == space.id, SpaceMember.user_id == who)
    return or_(shared, member, who.in_(authors))


def _teaches(by: User) -> ColumnElement[bool]:
    return exists().where(
        Enrolment.user_id == by.id,
        Enrolment.role != Role.TRAINEE.value,
        Enrolment.ended_at.is_(None),
    )


def is_called(names: Collection[str]) -> ColumnElement[bool]:
    """By the whole name, its beginning, or the name with the person's number behind it."""
    ways: list[ColumnElement[bool]] = [User.name_key.in_(names)]
    for name in names:
        ways.append(User.name_key.startswith(f"{name}-", autoescape=True))
        stem, _sign, number = name.rpartition("-")
        if stem and number.isascii() and number.isdecimal() and len(number) < 10:  # noqa: PLR2004
            ways.append(and_(User.name_key == stem, User.id == int(number)))
    return or_(*ways)
