from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.forum.held.models import HeldWriting
from lms.forum.held.policy import KNOWN_AFTER
from lms.forum.models import Post, Topic
from lms.spaces.models import Space
from lms.spaces.queries import LED, READER, blanks_of
from lms.spaces.readers import Reader


def waits() -> ColumnElement[bool]:
    return HeldWriting.decided_at.is_(None)


def topics_of(author: User, space: Space) -> tuple[Select[HeldWriting], Blanks]:
    """Topics that they want to begin there."""
    return _TOPICS, {"reader": author.id, "space": space.id}


def of_author(held_id: int, author: User) -> Select[HeldWriting]:
    return _with_its_place().where(HeldWriting.id == held_id, HeldWriting.author_id == author.id)


def to_decide(held_id: int, reader: Reader) -> Select[HeldWriting]:
    """For whoever leads the space; decided or not."""
    return _led(reader).where(HeldWriting.id == held_id)


def held(query: Select[HeldWriting]) -> Select[HeldWriting]:
    """For whoever changes the row: as it is now, and nobody else changes it meanwhile."""
    now = {"populate_existing": True}
    return query.with_for_update(of=HeldWriting).execution_options(**now)


def waiting(reader: Reader, *, most: int) -> Select[HeldWriting]:
    """In the spaces that this reader leads, the longest waiting first."""
    return _led(reader).where(waits()).order_by(HeldWriting.id).limit(most)


def count_waiting(reader: Reader) -> Select[int]:
    return (
        select(func.count(HeldWriting.id))
        .outerjoin(HeldWriting.topic)
        .join(Space, Space.id == _where_it_would_stand())
        .where(waits(), LED)
        .params(blanks_of(reader))
    )


def _led(reader: Reader) -> Select[HeldWriting]:
    return (
        _with_its_place()
        .outerjoin(HeldWriting.topic)
        .join(Space, Space.id == _where_it_would_stand())
        .options(joinedload(HeldWriting.author))
        .where(LED)
        .params(blanks_of(reader))
    )


def _where_it_would_stand() -> ColumnElement[int]:
    """The topic may have moved to another space since, and with it who looks at this."""
    return func.coalesce(Topic.space_id, HeldWriting.space_id)


def _with_its_place() -> Select[HeldWriting]:
    return select(HeldWriting).options(
        joinedload(HeldWriting.space),
        joinedload(HeldWriting.topic).joinedload(Topic.space),
        joinedload(HeldWriting.reply_to).joinedload(Post.author),
        joinedload(HeldWriting.decided_by),
    )


def sent_as(author: User, key: UUID) -> Select[HeldWriting]:
    """What this form of this person has already become."""
    return select(HeldWriting).where(HeldWriting.author_id == author.id, HeldWriting.key == key)


def count_of(author: User) -> Select[int]:
    return select(func.count(HeldWriting.id)).where(HeldWriting.author_id == author.id, waits())


def known_of(author: User, key: UUID) -> Select[HeldWriting, bool, int]:
    """(what this form of theirs has become here, whether it is a post, how many stand)."""
    same_form = and_(HeldWriting.author_id == User.id, HeldWriting.key == key)
    a_post = exists().where(Post.author_id == author.id, Post.key == key)
    return (
        select(HeldWriting, a_post, count_standing(author).scalar_subquery())
        .select_from(User)
        .outerjoin(HeldWriting, same_form)
        .where(User.id == author.id)
    )


def count_standing(author: User) -> Select[int]:
    """Posts of theirs that stand, counted as far as it matters."""
    stand = select(Post.id).where(Post.author_id == author.id, Post.removed_at.is_(None))
    return select(func.count()).select_from(stand.limit(KNOWN_AFTER).subquery())


NOT_YET_A_POST = (
    select(HeldWriting)
    .where(HeldWriting.author_id == READER, HeldWriting.post_id.is_(None))
    .order_by(HeldWriting.id)
)
"""What the reader sent that waits or was refused, in the order of sending."""
_TOPICS = NOT_YET_A_POST.where(
    HeldWriting.space_id == bindparam("space"), HeldWriting.topic_id.is_(None)
)
