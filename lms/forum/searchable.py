"""Posts are found by those who see the space they stand in, and by nobody else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import String, cast, select, union_all

from lms.config import LANGUAGES
from lms.db import db
from lms.forum import queries
from lms.forum.models import FIRST, Post, Topic
from lms.forum.places import my_places
from lms.i18n import in_language
from lms.search import actions as search
from lms.search.sources import EVERYONE, MEMBERS, Document, Kind
from lms.spaces.models import Kind as SpaceKind
from lms.spaces.models import Space
from lms.spaces.readers import this_reader

POST = "post"
Documents = Callable[[Topic], Iterable[Document]]
_others: list[Documents] = []
KINDS = MappingProxyType({POST: Kind(_l("Post in the forum"), _l("Posts in the forum"))})


class Posts:
    """Those that stand; a removed one is in no index."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        for post in db.session.scalars(queries.standing_posts()):
            yield document_of(post, post.topic)

    def my_audiences(self) -> Iterator[str]:
        """The spaces that are open to some only, and to this reader."""
        if this_reader().person is not None:
            for space, _tags in my_places():
                if space.kind not in _OPEN_TO:
                    yield _audience_of(space)

    def my_shelves(self) -> Iterable[str]:
        return ()


def tell_search(posts: Collection[Post], *, new: bool = False) -> None:
    """In the transaction of the change; with their topics and spaces."""
    known = [] if new else [str(post.id) for post in posts]
    standing = [post for post in posts if post.removed_at is None]
    search.keep_anew(POST, known, [document_of(post, post.topic) for post in standing])


def tell_search_of_place(topic: Topic) -> None:
    """All its posts are open to the readers of its space, and to nobody else, from this moment.

    So is what stands along with them.
    """
    own = cast(Post.id, String)
    refs = (own, *(own + _suffix(language) for language in LANGUAGES))
    each = union_all(*(select(ref).where(Post.topic_id == topic.id) for ref in refs)).subquery()
    places = {language: place_of(topic.space, language) for language in LANGUAGES}
    search.put_elsewhere(POST, select(each.c[0]), _audience_of(topic.space), places)


def tell_search_of_all(topic: Topic) -> None:
    """Every post anew: they stand under another title."""
    posts = db.session.scalars(queries.standing_posts().where(Post.topic_id == topic.id))
    own = (document_of(post, post.topic) for post in posts)
    search.keep_all(POST, chain(own, *(documents(topic) for documents in _others)))


def adds_to_search(documents: Documents) -> Documents:
    """A feature above says which documents it has of the posts of a topic, by `ref_in`."""
    if documents not in _others:
        _others.append(documents)
    return documents


def ref_in(post: Post, language: str) -> str:
    """Of what says the same as a post in another language."""
    return f"{post.id}{_suffix(language)}"


def _suffix(language: str) -> str:
    return f"/{language}"


def document_of(post: Post, topic: Topic) -> Document:
    """The first post is called like its topic; the others stand below that title."""
    opens = post.no == FIRST
    return Document(
        kind=POST,
        ref=str(post.id),
        language=post.language,
        title=topic.title,
        body=post.shown.striptags(),
        address=f"/p/{post.id}",
        audience=_audience_of(topic.space),
        place=place_of(topic.space, post.language),
        names=() if opens else ("",),
        heading="" if opens else topic.title,
        author_id=post.author_id,
        written_at=post.created_at,
        post_id=post.id,
    )


def place_of(space: Space, language: str) -> str:
    with in_language(language):
        return f"{_('Forum')} · {space.name}"


def _audience_of(space: Space) -> str:
    return _OPEN_TO.get(space.kind, f"space:{space.id}")


_OPEN_TO = {SpaceKind.PUBLIC.value: EVERYONE, SpaceKind.THEME.value: MEMBERS}
