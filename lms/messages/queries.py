from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.editions.models import Edition
from lms.messages.models import Message, MessageReceiver


def sent_in(edition: Edition, *, most: int) -> Select[Message, int, int]:
    """(message, receivers, how many opened it) of an edition, the newest first."""
    of_it = MessageReceiver.message_id == Message.id
    receivers = select(func.count()).select_from(MessageReceiver).where(of_it)
    opened = receivers.where(MessageReceiver.read_at.is_not(None))
    return (
        select(Message, receivers.scalar_subquery(), opened.scalar_subquery())
        .options(joinedload(Message.by))
        .where(Message.edition_id == edition.id)
        .order_by(Message.id.desc())
        .limit(most)
    )


def message_to(user: User, number: int) -> Select[Message]:
    """A message that this person got or wrote, with its edition and who wrote it."""
    got = exists().where(
        MessageReceiver.message_id == Message.id, MessageReceiver.user_id == user.id
    )
    return (
        select(Message)
        .options(joinedload(Message.by), joinedload(Message.edition))
        .where(Message.id == number, got | (Message.by_id == user.id))
    )


def twin_of(user: User, key: str) -> Select[Message]:
    """The same message, sent by another click."""
    return select(Message).where(Message.by_id == user.id, Message.key == key)
