"""Enrol many at once: as many statements for two hundred people as for one."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, update

from lms import mail
from lms.accounts import actions as accounts
from lms.accounts.models import OneTimeLink, User
from lms.db import db
from lms.editions import actions as editions
from lms.editions.models import Edition, Enrolment, Role
from lms.enrolling import queries
from lms.enrolling.models import SupervisorMatch
from lms.enrolling.trial import Line, Trial, Verdict


@dataclass(frozen=True)
class Addresses:
    """Where letters lead: to the edition, and to the invitation behind a token."""

    edition: str
    invitation: Callable[[str], str]


def enrol_list(
    edition: Edition,
    trial: Trial,
    everyone: Sequence[Enrolment],
    *,
    by: User,
    at: datetime,
    addresses: Addresses,
) -> None:
    """Do what the trial said; `everyone` is or was in the edition, which is held."""
    invited = trial.of(Verdict.INVITED)
    users = _accounts(edition, invited, everyone, at)
    wanted = [(users[line.email], line.role) for line in invited]
    fresh = _open(edition, wanted, everyone, at)
    tokens = _links([row.user for row in fresh if row.user.password_hash is None], at)
    _match(trial.changes, [*everyone, *fresh], at)
    mail.send_all([_letter(row, tokens, by, addresses) for row in fresh], at=at)


def _letter(
    row: Enrolment, tokens: dict[int, str], by: User, addresses: Addresses
) -> dict[str, Any]:
    token = tokens.get(row.user_id)
    if token is None:
        return editions.letter_of_enrolment(row, address=addresses.edition, by=by)
    address = addresses.invitation(token)
    return accounts.letter_of_invitation(row.user, address=address, invited_by=by.name)


def give_roles(
    edition: Edition, wanted: Sequence[tuple[User, Role]], *, at: datetime
) -> list[Enrolment]:
    """The enrolments that are new, and those that had ended and are open again."""
    people = {user.id for user, _role in wanted}
    known = db.session.scalars(queries.roles_in(edition, people)).all()
    return _open(edition, wanted, known, at)


def _accounts(
    edition: Edition, lines: Sequence[Line], everyone: Sequence[Enrolment], at: datetime
) -> dict[str, User]:
    """By address; one is made where there is none."""
    found = {row.user.email: row.user for row in everyone}
    names = {line.email: line.name for line in lines if line.email not in found}
    if names:
        found |= {row.email: row for row in db.session.scalars(queries.users_with(names))}
    new = names.keys() - found.keys()
    rows = [
        {"email": email, "name": names[email], "language": edition.language, "created_at": at}
        for email in names
        if email in new
    ]
    if rows:
        db.session.execute(insert(User), rows)
        found |= {row.email: row for row in db.session.scalars(queries.users_with(new))}
    return found


def _open(
    edition: Edition,
    wanted: Sequence[tuple[User, Role]],
    everyone: Sequence[Enrolment],
    at: datetime,
) -> list[Enrolment]:
    known = {(row.user_id, row.role): row for row in everyone}
    keys = [(user.id, role.value) for user, role in wanted]
    ended = [row for key in keys if (row := known.get(key)) and row.ended_at is not None]
    for row in ended:
        row.ended_at = None
    new = dict.fromkeys(key for key in keys if key not in known)
    if not new:
        return ended
    rows = [
        {"edition_id": edition.id, "user_id": number, "role": role, "created_at": at}
        for number, role in new
    ]
    db.session.execute(insert(Enrolment), rows)
    people = db.session.scalars(queries.roles_in(edition, {number for number, _role in new}))
    return ended + [row for row in people if (row.user_id, row.role) in new]


def _match(lines: Sequence[Line], everyone: Sequence[Enrolment], at: datetime) -> None:
    """Note who will supervise whom; a later list may say somebody else."""
    people = {(row.user.email, row.role): row for row in everyone}
    pairs = {
        people[line.email, Role.TRAINEE].id: people[line.supervisor, Role.SUPERVISOR].user_id
        for line in lines
        if line.supervisor
    }
    if any(line.verdict is Verdict.MATCHED for line in lines):
        old = delete(SupervisorMatch).where(SupervisorMatch.enrolment_id.in_(pairs))
        db.session.execute(old)
    rows = [
        {"enrolment_id": trainee, "supervisor_id": supervisor, "matched_at": at}
        for trainee, supervisor in pairs.items()
    ]
    if rows:
        db.session.execute(insert(SupervisorMatch), rows)


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
