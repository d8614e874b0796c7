"""Translations are found by those who find the post, and lead to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from flask_babel import gettext as _

from lms.db import db
from lms.forum.hearing import hears_of_words_gone
from lms.forum.models import Post, Topic
from lms.forum.searchable import KINDS, POST, adds_to_search, place_of, ref_in
from lms.forum.searchable import document_of as document_of_post
from lms.i18n import in_language
from lms.search import actions as search
from lms.search.sources import Document, Kind
from lms.translations import queries
from lms.translations.clearing import clear
from lms.translations.models import PostTranslation


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
    """A translation is gone with its post; one that says removed words says them no longer."""
    by_id = {post.id: post for post in posts}
    known = db.session.execute(queries.languages_of(by_id)).all()
    if known:
        removed = [post for post in posts if post.removed_at is not None]
        stand = [post.id for post in posts if post.removed_at is None]
        rows = clear(removed, stand) if stand else []
        first = {(row.post_id, row.language): row for row in reversed(rows)}.values()
        posts_of = [(row, by_id[row.post_id]) for row in first]
        documents = [document_of(row, post, post.topic) for row, post in posts_of]
        search.keep_anew(POST, {f"{post_id}/{name}" for post_id, name in known}, documents)


def tell_search(post: Post, language: str) -> None:
    """In the transaction of the change; the post with topic and space."""
    row = db.session.scalars(queries.into(post, language).limit(1)).one_or_none()
    if row is None:
        search.forget(POST, ref_in(post, language))
    else:
        search.keep(document_of(row, post, post.topic))


def document_of(row: PostTranslation, post: Post, topic: Topic) -> Document:
    title, original = row.title_of(post) or topic.title, document_of_post(post, topic)
    return replace(
        original,
        ref=ref_in(post, row.language),
        language=row.language,
        title=_told_apart(title, row),
        names=original.names or (title,),
        heading=title if original.heading else "",
        body=row.shown.striptags(),
        place=place_of(topic.space, row.language),
    )


def _told_apart(title: str, row: PostTranslation) -> str:
    """A hit says that a machine put it so."""
    if not row.is_of_machine:
        return title
    with in_language(row.language):
        return _("%(title)s (translated by a machine)", title=title)
