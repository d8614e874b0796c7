"""Enrol many at once: as many statements for two hundred people as for one."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, update

from lms.accounts import actions as accounts
from lms.accounts.models import OneTimeLink, User
from lms.db import db
from lms.enrolling import queries
from lms.learning import actions as learning
from lms.learning.models import Edition, Enrolment, Role


@dataclass(frozen=True)
class Wanted:
    """Somebody who shall be in an edition; `email` is in small letters."""

    email: str
    role: Role = Role.TRAINEE
    name: str = ""


@dataclass(frozen=True)
class Addresses:
    """Where letters lead: to the edition, and to the invitation behind a token."""

    edition: str
    invitation: Callable[[str], str]


def enrol_all(
    edition: Edition, wanted: Sequence[Wanted], *, by: User, at: datetime, addresses: Addresses
) -> list[Enrolment]:
    """Who is in it now and was not before; they get a letter. Done twice, it changes nothing."""
    db.hold(edition)
    users = _accounts(edition, wanted, at)
    fresh = give_roles(edition, [(users[row.email], row.role) for row in wanted], at=at)
    tokens = _links([row.user for row in fresh if row.user.password_hash is None], at)
    for row in fresh:
        if (token := tokens.get(row.user_id)) is not None:
            address = addresses.invitation(token)
            accounts.tell_of_invitation(row.user, address=address, invited_by=by.name, at=at)
        else:
            learning.tell_of_enrolment(row, address=addresses.edition, by=by, at=at)
    return fresh


def _accounts(edition: Edition, wanted: Sequence[Wanted], at: datetime) -> dict[str, User]:
    """By address; one is made where there is none."""
    names = {row.email: row.name for row in wanted}
    found = {row.email: row for row in db.session.scalars(queries.users_with(names))}
    new = [
        User(email=email, name=name, language=edition.language, created_at=at)
        for email, name in names.items()
        if email not in found
    ]
    db.session.add_all(new)
    db.session.flush()
    return found | {row.email: row for row in new}


def give_roles(
    edition: Edition, wanted: Sequence[tuple[User, Role]], *, at: datetime
) -> list[Enrolment]:
    """The enrolments that are new, and those that had ended and are open again."""
    people = {user.id: user for user, _role in wanted}
    rows = db.session.scalars(queries.roles_in(edition, people))
    known = {(row.user_id, row.role): row for row in rows}
    ended = [
        row
        for user, role in wanted
        if (row := known.get((user.id, role.value))) and row.ended_at is not None
    ]
    new = [
        Enrolment(edition=edition, user=user, role=role.value, created_at=at)
        for user, role in wanted
        if (user.id, role.value) not in known
    ]
    for row in ended:
        row.ended_at, row.user, row.edition = None, people[row.user_id], edition
    db.session.add_all(new)
    db.session.flush()
    return ended + new


def _links(invited: Sequence[User], at: datetime) -> dict[int, str]:
    """A token of a fresh invitation for each; older ones stop working."""
    if not invited:
        return {}
    tokens = {row.id: secrets.token_urlsafe(32) for row in invited}
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.user_id.in_(tokens),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.purpose == "invitation",
        )
        .values(used_at=at)
    )
    rows = [
        {
            "token_hash": sha256(token.encode()).hexdigest(),
            "purpose": "invitation",
            "user_id": number,
            "created_at": at,
            "expires_at": at + accounts.INVITATION_LASTS,
        }
        for number, token in tokens.items()
    ]
    db.session.execute(insert(OneTimeLink), rows)
    return tokens
