from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms import markdown
from lms.accounts.models import User
from lms.db import db
from lms.forum.beside import LANGUAGE, POSTS
from lms.forum.models import Post, Topic
from lms.letters import MARK
from lms.spaces.models import Space
from lms.translations.models import EarlierTranslation, Kind, PostTranslation

HTML, TEXT, BY, TITLE = "html", "text", "by", "title"


def of(post: Post, language: str, kind: Kind) -> Select[PostTranslation]:
    return into(post, language).where(PostTranslation.kind == kind.value)


def into(post: Post, language: str) -> Select[PostTranslation]:
    """That of people before that of a machine."""
    return all_of(post).where(PostTranslation.language == language)


def all_of(post: Post) -> Select[PostTranslation]:
    """With who wrote the present text and who verified it."""
    return (
        select(PostTranslation)
        .options(joinedload(PostTranslation.by), joinedload(PostTranslation.verified_by))
        .where(PostTranslation.post_id == post.id)
        .order_by(PostTranslation.language, PostTranslation.kind)
    )


def earlier(row: PostTranslation) -> Select[EarlierTranslation]:
    """The newest first, with who wrote them."""
    return (
        select(EarlierTranslation)
        .options(joinedload(EarlierTranslation.by))
        .where(EarlierTranslation.translation_id == row.id)
        .order_by(EarlierTranslation.version.desc())
    )


def languages_of(posts: Iterable[int]) -> Select[int, str]:
    """(post, language) of every translation of these posts."""
    columns = (PostTranslation.post_id, PostTranslation.language)
    return select(*columns).where(PostTranslation.post_id.in_(list(posts)))


def of_posts(posts: Iterable[int]) -> Select[PostTranslation]:
    """That of people before that of a machine."""
    rows = select(PostTranslation).where(PostTranslation.post_id.in_(list(posts)))
    return rows.order_by(PostTranslation.kind, PostTranslation.id)


def comes_first() -> ColumnElement[bool]:
    """Of a translation: it is by people, or nobody has put the post into this language."""
    by_people = aliased(PostTranslation)
    theirs = exists().where(
        by_people.post_id == PostTranslation.post_id,
        by_people.language == PostTranslation.language,
        by_people.kind == Kind.HUMAN.value,
    )
    return or_(PostTranslation.kind == Kind.HUMAN.value, ~theirs)


def earlier_of(translations: Iterable[int]) -> Select[EarlierTranslation]:
    ids = list(translations)
    return select(EarlierTranslation).where(EarlierTranslation.translation_id.in_(ids))


def standing() -> Select[PostTranslation, Post]:
    """What comes first, of posts that stand, with topics and spaces: for the search."""
    return (
        select(PostTranslation, Post)
        .join(Post, Post.id == PostTranslation.post_id)
        .options(joinedload(Post.topic).joinedload(Topic.space))
        .where(Post.removed_at.is_(None), comes_first())
        .order_by(PostTranslation.id)
    )


def lacking(
    space: Space, language: str, *, before: int | None, most: int
) -> Select[Post, bool, str | None]:
    """What stands there and no person has put into this language or checked, the newest first.

    (post, whether its translation is of a text that it has no longer, the kind of that one)
    """
    there = and_(PostTranslation.post_id == Post.id, PostTranslation.language == language)
    is_stale = PostTranslation.source != _mark()
    unchecked = and_(
        PostTranslation.kind == Kind.MACHINE.value, PostTranslation.verified_at.is_(None)
    )
    query = (
        select(Post, func.coalesce(is_stale, false()), PostTranslation.kind)
        .join(Post.topic)
        .outerjoin(PostTranslation, and_(there, comes_first()))
        .options(contains_eager(Post.topic), joinedload(Post.author))
        .where(
            Topic.space_id == space.id,
            Post.removed_at.is_(None),
            Post.language != language,
            or_(PostTranslation.id.is_(None), is_stale, unchecked),
        )
        .order_by(Post.id.desc())
        .limit(most + 1)
    )
    return query if before is None else query.where(Post.id < before)


def _mark() -> ColumnElement[str]:
    """`mark_of` a post."""
    if db.engine.dialect.name == "postgresql":
        digest = func.sha256(func.convert_to(Post.body, "UTF8"))
        return func.left(func.encode(digest, "hex"), MARK)
    return func.text_mark(Post.body)


def _fact(ref: ColumnElement[str], words: ColumnElement[str]) -> Select[int, str, int, str]:
    return select(PostTranslation.post_id, ref, literal(0), words)


VERIFIED, OF_MACHINE = 1, 2
_THERE = PostTranslation.post_id.in_(POSTS) & comes_first()
_MINE = _THERE & (PostTranslation.language == LANGUAGE)
_EACH = select(
    PostTranslation.post_id,
    PostTranslation.language.label("ref"),
    (
        case((PostTranslation.verified_at.is_not(None), VERIFIED), else_=0)
        + case((PostTranslation.kind == Kind.MACHINE.value, OF_MACHINE), else_=0)
    ).label("number"),
    PostTranslation.source.label("words"),
).where(_THERE)
_IS_HTML = PostTranslation.markdown_version == markdown.VERSION
_TEXT = _fact(
    case((_IS_HTML, HTML), else_=TEXT),
    case((_IS_HTML, PostTranslation.html), else_=PostTranslation.body),
).where(_MINE)
_BY = _fact(literal(BY, String), User.name.expression).join(PostTranslation.by).where(_MINE)
_TITLE = _fact(literal(TITLE, String), PostTranslation.title.expression).where(
    _MINE, PostTranslation.title != ""
)
_FACTS = union_all(_EACH, _TEXT, _BY, _TITLE).subquery()
BESIDE = select(_FACTS.c.post_id, _FACTS.c.ref, _FACTS.c.number, _FACTS.c.words)
"""Which languages there are, verified or not, by a machine or not, with the mark of their source.

Of the one that the reader reads also the text, who wrote it, and the title.
"""
