"""Below a post: its translation into the reader's language, and which others there are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from lms import markdown
from lms.forum.beside import Fact, stands_beside
from lms.forum.models import Post
from lms.i18n import language
from lms.translations import queries
from lms.translations.models import FIRST, mark_of

stands_beside("translations/_beside.html", queries.BESIDE, near=True)


class Tongue(NamedTuple):
    """A language there is a translation into."""

    language: str
    verified: bool
    stale: bool
    of_machine: bool


class Read(NamedTuple):
    """The translation into the reader's language."""

    tongue: Tongue
    title: str
    text: Markup
    by: str


class Tongues(NamedTuple):
    mine: Read | None
    others: Sequence[Tongue]


def tongues_of(post: Post, facts: Iterable[Fact]) -> Tongues:
    """As a page shows them."""
    by_ref = {fact.ref: fact for fact in facts}
    words = {ref: by_ref.pop(ref).words for ref in _OF_MINE if ref in by_ref}
    found = [_tongue(fact, post) for fact in by_ref.values()]
    mine = [_read(tongue, post, words) for tongue in found if tongue.language == language()]
    others = [tongue for tongue in found if tongue.language != language()]
    return Tongues(mine[0] if mine else None, others)


_OF_MINE = (queries.HTML, queries.TEXT, queries.BY, queries.TITLE)


def _tongue(fact: Fact, post: Post) -> Tongue:
    verified, of_machine = fact.number & queries.VERIFIED, fact.number & queries.OF_MACHINE
    return Tongue(fact.ref, bool(verified), fact.words != mark_of(post), bool(of_machine))


def _read(tongue: Tongue, post: Post, words: dict[str, str]) -> Read:
    typed = words.get(queries.TEXT, "")
    version = "" if queries.TEXT in words else markdown.VERSION
    text = markdown.stored(words.get(queries.HTML, ""), version=version, text=typed)
    title = words.get(queries.TITLE, "") if post.no == FIRST else ""
    return Read(tongue, title, text, words[queries.BY])
