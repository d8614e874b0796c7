from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.messages import queries
from lms.messages.models import Message, MessageReceiver
from lms.notifications.actions import tell
from lms.notifications.models import Category

KIND = "message"


@dataclass(frozen=True)
class Writing:
    key: str
    subject: str
    body: str
    group: str = ""
    supervisor_id: int | None = None


def send(
    edition: Edition, writing: Writing, receivers: Sequence[User], *, by: User, at: datetime
) -> Message:
    """Send it to each of them; sent twice with the same key, it goes out once."""
    db.hold(by)
    twin = db.session.scalars(queries.twin_of(by, writing.key)).one_or_none()
    if twin is not None:
        return twin
    message = Message(
        edition_id=edition.id,
        by_id=by.id,
        key=writing.key,
        group=writing.group,
        supervisor_id=writing.supervisor_id,
        subject=writing.subject,
        body=writing.body,
        sent_at=at,
    )
    db.session.add(message)
    db.session.flush()
    rows = [{"message_id": message.id, "user_id": row.id} for row in receivers]
    db.session.execute(insert(MessageReceiver), rows)
    about = {"subject": writing.subject, "body": writing.body, "by": by.name or by.email}
    tell(
        receivers,
        KIND,
        category=Category.MESSAGES,
        about=about,
        href=f"/messages/{message.id}",
        at=at,
    )
    return message


def note_reading(message: Message, user: User, *, at: datetime) -> None:
    """The first time it is opened counts."""
    db.session.execute(
        update(MessageReceiver)
        .where(
            MessageReceiver.message_id == message.id,
            MessageReceiver.user_id == user.id,
            MessageReceiver.read_at.is_(None),
        )
        .values(read_at=at)
    )
