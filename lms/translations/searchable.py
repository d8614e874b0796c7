"""Translations are found by those who find the post, and lead to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import delete, select

from lms.db import db
from lms.forum.hearing import hears_of_words_gone
from lms.forum.models import Post, Topic
from lms.forum.searchable import KINDS, POST, adds_to_search, place_of, ref_in
from lms.forum.searchable import document_of as document_of_post
from lms.search import actions as search
from lms.search.sources import Document, Kind
from lms.translations import queries
from lms.translations.models import EarlierTranslation, PostTranslation


class Translations:
    """Those of posts that stand; they are posts to whoever searches."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        for row, post in db.session.execute(queries.standing()):
            yield document_of(row, post, post.topic)

    def my_audiences(self) -> Iterable[str]:
        """None of their own: the post says who reads it."""
        return ()

    def my_shelves(self) -> Iterable[str]:
        return ()


@adds_to_search
def of_topic(topic: Topic) -> Iterator[Document]:
    for row, post in db.session.execute(queries.standing().where(Post.topic_id == topic.id)):
        yield document_of(row, post, post.topic)


@hears_of_words_gone
def let_go(posts: Collection[Post]) -> None:
    """A translation is gone with its post; one that says removed words is written anew."""
    stand = {post.id for post in posts if post.removed_at is None}
    mine = PostTranslation.post_id.in_([post.id for post in posts])
    columns = (PostTranslation.id, PostTranslation.post_id, PostTranslation.language)
    rows = db.session.execute(select(*columns).where(mine)).all()
    if rows:
        search.keep_anew(POST, [f"{post_id}/{language}" for _id, post_id, language in rows], [])
    if old := [row[0] for row in rows if row[1] in stand]:
        earlier = delete(EarlierTranslation).where(EarlierTranslation.translation_id.in_(old))
        for gone in (earlier, delete(PostTranslation).where(PostTranslation.id.in_(old))):
            db.session.execute(gone.execution_options(synchronize_session=False))


def tell_search(row: PostTranslation, post: Post, topic: Topic) -> None:
    """In the transaction of the change; `topic` with its space."""
    search.keep(document_of(row, post, topic))


def forget(row: PostTranslation, post: Post) -> None:
    search.forget(POST, ref_in(post, row.language))


def document_of(row: PostTranslation, post: Post, topic: Topic) -> Document:
    return replace(
        document_of_post(post, topic),
        ref=ref_in(post, row.language),
        language=row.language,
        title=row.title_of(post) or topic.title,
        body=row.shown.striptags(),
        place=place_of(topic.space, row.language),
    )
