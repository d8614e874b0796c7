"""Tell people something: now where it must be, else with the mail of the day."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, insert

from lms import mail
from lms.accounts.models import User
from lms.config import Settings
from lms.db import db
from lms.i18n import in_language
from lms.notifications import queries
from lms.notifications.lines import in_words
from lms.notifications.models import Category, How, Notice, NoticeSetting
from lms.notifications.vocabulary import USUAL


def tell(  # noqa: PLR0913  # a notice says all of this
    users: Sequence[User],
    kind: str,
    *,
    category: Category,
    about: dict[str, Any],
    href: str,
    at: datetime,
    urgent: bool = False,
    own: Callable[[User], dict[str, Any]] = lambda _user: {},
) -> None:
    """A notice for each; by mail at once to who wants that, or to all if it is urgent.

    `own` is what `about` has besides for one of them: their clock.
    """
    ways = hows(users)
    now = {
        row.id
        for row in users
        if ways[row.id, category] is How.AT_ONCE
        or (urgent and ways[row.id, category] is not How.NEVER)
    }
    rows = [
        {
            "user_id": row.id,
            "category": category.value,
            "kind": kind,
            "about": about | own(row),
            "href": href,
            "created_at": at,
            "mailed_at": at if row.id in now else None,
        }
        for row in users
    ]
    if rows:
        db.session.execute(insert(Notice), rows, execution_options={"render_nulls": True})
    reached = [row for row in users if row.id in now and row.password_hash and not row.suspended_at]
    mail.send_all([_letter(row, kind, about | own(row), href) for row in reached], at=at)


def untell(kind: str, href: str) -> None:
    """What this address showed is no more: who was not told by mail yet is not told of it."""
    left = (Notice.kind == kind, Notice.href == href, Notice.mailed_at.is_(None))
    db.session.execute(delete(Notice).where(*left))


def hows(users: Sequence[User]) -> dict[tuple[int, Category], How]:
    """How each wants each category: as they chose, else as is usual."""
    found = {(row.id, category): how for row in users for category, how in USUAL.items()}
    for kept in db.session.scalars(queries.settings_of([row.id for row in users])):
        found[kept.user_id, Category(kept.category)] = How(kept.how)
    return found


def choose(user: User, wanted: dict[Category, How]) -> None:
    """From now on; what is as usual is not kept."""
    db.session.execute(delete(NoticeSetting).where(NoticeSetting.user_id == user.id))
    rows = [
        {"user_id": user.id, "category": category.value, "how": how.value}
        for category, how in wanted.items()
        if how is not USUAL[category]
    ]
    if rows:
        db.session.execute(insert(NoticeSetting), rows)


def end_all(user: User) -> None:
    choose(user, dict.fromkeys(Category, How.NEVER))


def token_of(user: User) -> str:
    """Lets whoever got the mail end these mails, and nothing else."""
    return str(_serializer().dumps(user.id))


def user_id_in(token: str) -> int | None:
    try:
        return int(_serializer().loads(token))
    except (BadSignature, ValueError, TypeError):
        return None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="unsubscribe")


def public(path: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.public_url.rstrip("/") + path


def leaving(user: User) -> str:
    return public(f"/unsubscribe/{token_of(user)}")


def _letter(user: User, kind: str, about: dict[str, Any], href: str) -> dict[str, Any]:
    with in_language(user.language):
        text = in_words(kind, about)
    written = mail.written(
        user.email,
        "notifications/notice",
        language=user.language,
        user=user,
        text=text,
        body=about.get("body", ""),
        address=public(href),
        leaving=leaving(user),
    )
    return written | {"unsubscribe": leaving(user)}
