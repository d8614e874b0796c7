"""The second factor: a code from an app on the person's phone, or one of ten recovery codes."""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256
from typing import Final

import pyotp
from flask import current_app
from sqlalchemy import delete, insert, select

from lms.accounts.models import RecoveryCode, SecondFactor, User
from lms.audit import actions as audit
from lms.db import db

CODES: Final = 10
DRIFT: Final = (-1, 0, 1)  # steps of 30 seconds that a phone's clock may be off (RFC 6238, 5.2)
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look like others
GROUP: Final = 5


def factor_of(user: User) -> SecondFactor | None:
    """What this person set up, confirmed or not."""
    return db.session.get(SecondFactor, user.id)


def has_factor(user: User) -> bool:
    row = factor_of(user)
    return row is not None and row.confirmed_at is not None


def begin(user: User, *, at: datetime) -> SecondFactor:
    """A fresh secret that waits for its first code; one that counts already stays as it is."""
    row = factor_of(user)
    if row is None:
        new = SecondFactor(user_id=user.id, secret=pyotp.random_base32(), created_at=at)
        row = db.keep_once(new, select(SecondFactor).where(SecondFactor.user_id == user.id))
    return row


def address_for_app(factor: SecondFactor, *, email: str, site: str) -> str:
    """What the app reads from the picture: an `otpauth:` address."""
    return pyotp.TOTP(factor.secret).provisioning_uri(name=email, issuer_name=site)


def confirm(factor: SecondFactor, code: str, *, at: datetime) -> list[str]:
    """Let the factor count from now on, if the code is right; the recovery codes, shown once."""
    if not takes(factor, code, at=at):
        return []
    factor.confirmed_at = at
    return new_recovery_codes(factor.user_id)


def takes(factor: SecondFactor, code: str, *, at: datetime) -> bool:
    """Whether this is the code of now; each is taken once."""
    db.session.refresh(factor, with_for_update=True)
    app = pyotp.TOTP(factor.secret)
    now, typed = app.timecode(at), "".join(code.split())
    for step in (now + drift for drift in DRIFT):
        if step > factor.last_step and hmac.compare_digest(app.generate_otp(step), typed):
            factor.last_step = step
            return True
    return False


def new_recovery_codes(user_id: int) -> list[str]:
    """Ten new ones in place of all earlier ones."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = [_random_code() for _ in range(CODES)]
    rows = [{"user_id": user_id, "code_hash": _hash(code)} for code in codes]
    db.session.execute(insert(RecoveryCode), rows)
    return codes


def _random_code() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _ in range(2 * GROUP))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def uses_recovery_code(user: User, code: str, *, at: datetime) -> bool:
    """Whether this is one of the person's unused codes; it is used up with that."""
    query = (
        select(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == _hash(code),
            RecoveryCode.used_at.is_(None),
        )
        .with_for_update()
    )
    row = db.session.scalars(query).one_or_none()
    if row is None:
        return False
    row.used_at = at
    return True


def codes_left(user: User) -> int:
    query = select(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return len(db.session.scalars(query).all())


def end(user: User, *, by: User | None, at: datetime) -> None:
    """Turn it off; `by` is empty from the command line."""
    audit.note("second_factor.ended", f"user {user.id}", by_id=by.id if by else None, at=at)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))


def _hash(code: str) -> str:
    """Keyed: fifty bits are too few to stand in a stolen backup without the key."""
    plain = "".join(code.lower().split()).replace("-", "")
    return hmac.new(str(current_app.secret_key).encode(), plain.encode(), sha256).hexdigest()
