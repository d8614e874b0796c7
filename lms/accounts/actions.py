import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import update

from lms import mail
from lms.accounts import passwords, queries
from lms.accounts.models import OneTimeLink, SignIn, SiteRole, User
from lms.audit import actions as audit
from lms.db import db

INVITATION_LASTS = timedelta(days=14)
RESET_LASTS = timedelta(hours=2)
FIRST_ADMINISTRATOR = "first-administrator@localhost"  # until they write their own address


def invite(
    email: str,
    *,
    name: str = "",
    site_role: SiteRole | None = None,
    language: str,
    at: datetime,
    by: User | None = None,
) -> tuple[User, str]:
    """The person of this address, new or known, and the token of a fresh invitation link.

    `by` is empty for an invitation from the command line.
    """
    user = db.session.scalars(queries.user_by_email(email)).one_or_none()
    if user is None:
        address = email.strip().lower()
        new = User(email=address, name=name, language=language, created_at=at)
        user = db.keep_once(new, queries.user_by_email(address))
    elif site_role not in {None, user.site_role}:
        end_other_sign_ins(user, keep=None, at=at)  # they were opened for less
    if site_role not in {None, user.site_role}:
        user.site_role = site_role
        db.session.flush()
        by_id = by.id if by else None
        audit.note("role.granted", f"user {user.id}", by_id=by_id, at=at, role=user.site_role)
    return user, make_link(user, "invitation", lasts=INVITATION_LASTS, at=at)


def invite_first_administrator(*, language: str, at: datetime) -> str:
    """The token of a link for whoever set the platform up; their address is asked behind it."""
    _user, token = invite(
        FIRST_ADMINISTRATOR, site_role=SiteRole.ADMINISTRATOR, language=language, at=at
    )
    return token


def make_link(user: User, purpose: str, *, lasts: timedelta, at: datetime) -> str:
    """A new token; older links of the same purpose stop working."""
    db.session.flush()
    end_links(user, at=at, purpose=purpose)
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(
        token_hash=sha256(token.encode()).hexdigest(),
        purpose=purpose,
        user=user,
        created_at=at,
        expires_at=at + lasts,
    )
    db.session.add(link)
    db.session.flush()
    return token


def end_links(user: User, *, at: datetime, purpose: str | None = None) -> None:
    """Of this purpose, or every one that could still set a password."""
    query = update(OneTimeLink).where(OneTimeLink.user_id == user.id, OneTimeLink.used_at.is_(None))
    if purpose is not None:
        query = query.where(OneTimeLink.purpose == purpose)
    db.session.execute(query.values(used_at=at))


def accept_invitation(
    link: OneTimeLink, *, name: str, password: str, at: datetime, email: str = ""
) -> User:
    link.user.name = name.strip()
    if link.user.email == FIRST_ADMINISTRATOR:
        link.user.email = email.strip().lower()
    return use_link(link, password=password, at=at)


def use_link(link: OneTimeLink, *, password: str, at: datetime) -> User:
    """Set the password once; every other browser of that person is signed out."""
    link.used_at = at
    set_password(link.user, password=password, at=at, keep=None)
    return link.user


def set_password(user: User, *, password: str, at: datetime, keep: SignIn | None) -> None:
    user.password_hash = passwords.hashed(password)
    end_reply_addresses(user)
    end_other_sign_ins(user, keep=keep, at=at)
    end_links(user, at=at)


def end_reply_addresses(user: User) -> None:
    """Mails sent from now on carry new ones."""
    user.reply_key += 1


def end_other_sign_ins(user: User, *, keep: SignIn | None, at: datetime) -> None:
    query = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    if keep is not None:
        query = query.where(SignIn.id != keep.id)
    db.session.execute(query.values(ended_at=at))


def check_password(user: User | None, password: str) -> bool:
    """Right password of someone who may come in; as slow for nobody as for somebody."""
    fits = passwords.matches(password, user.password_hash if user else None)
    if not (fits and user and user.suspended_at is None):
        return False
    if passwords.needs_new_hash(user.password_hash or ""):
        user.password_hash = passwords.hashed(password)
    return True


def tell_how_to_reset(user: User, *, address: str, at: datetime) -> None:
    mail.send(
        user.email, "accounts/reset", language=user.language, at=at, user=user, address=address
    )


def tell_of_invitation(user: User, *, address: str, invited_by: str, at: datetime) -> None:
    mail.send_all([letter_of_invitation(user, address=address, invited_by=invited_by)], at=at)


def letter_of_invitation(user: User, *, address: str, invited_by: str) -> dict[str, Any]:
    return mail.written(
        user.email,
        "accounts/invitation",
        language=user.language,
        user=user,
        address=address,
        invited_by=invited_by,
    )
