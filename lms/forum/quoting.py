"""Who quotes whom. Words that are removed disappear from where they were quoted, too.

A quotation begins with a link to the post it is from. Of a removed post that link stays, which
leads to the reason; the words go from the text itself, and with it from all that is made of it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, exists, insert, literal, or_, select
from sqlalchemy.orm import joinedload

from lms import markdown
from lms.db import db
from lms.forum.models import LONGEST, Post, PostQuote, PostRevision, Topic
from lms.i18n import in_language
from lms.spaces.queries import seen_by_each

MOST_SOURCES = 50
_QUOTED = re.compile(r"((?: {0,3}> ?)+)(.*)")
_FROM = re.compile(r"(\[(?:[^\]\\]|\\.)*\]\(/p/([0-9]{1,9})\):?)(.*)")
_MARKED = re.compile(r"([\\`*_\[\]<>!])")


class Cleared(NamedTuple):
    """A text without the words of removed posts, and the posts that it quotes."""

    body: str
    sources: tuple[int, ...]


def quoted(post: Post) -> str:
    """Its text as a quotation, with a link to where it stands; nothing of a removed one."""
    if post.removed_at is not None:
        return ""
    lines = "\n".join(f"> {line}".rstrip() for line in post.body.splitlines())
    name = _MARKED.sub(r"\\\1", post.author.name)
    return f"> [{name}](/p/{post.id}):\n>\n{lines}\n\n"


def cleared(body: str, language: str, *, by_id: int) -> Cleared:
    """A text as its author may keep it. Whoever removes a post that it quotes waits until then.

    Of a post that its author may not see it says as much as of one that never was: nothing.
    """
    wanted = _named_in(body)
    if not wanted:
        return Cleared(body, ())
    sources = db.session.scalars(_seen(wanted, by_id)).all()
    for source in sources:
        if source.removed_at is not None:
            body = without(body, source, language)
    return Cleared(body, tuple(source.id for source in sources))


def _seen(wanted: Collection[int], by_id: int) -> Select[Post]:
    return (
        select(Post)
        .join(Post.topic)
        .join(Topic.space)
        .where(Post.id.in_(wanted), seen_by_each(literal(by_id)))
        .order_by(Post.id)
        .with_for_update(read=True, of=Post)
    )


def _named_in(body: str) -> list[int]:
    quoted_lines = (match[2] for line in body.splitlines() if (match := _QUOTED.match(line)))
    named = {int(match[2]) for words in quoted_lines if (match := _FROM.match(words))}
    return sorted(named)[:MOST_SOURCES]


def note(post: Post, sources: Collection[int]) -> None:
    """Which posts this one quotes. It stays noted: its former texts still do."""
    if sources:
        known = exists().where(PostQuote.post_id == post.id, PostQuote.source_id == Post.id)
        rows = select(literal(post.id), Post.id).where(Post.id.in_(sources), ~known)
        db.session.execute(insert(PostQuote).from_select(["post_id", "source_id"], rows))


def clear(removed: Post) -> list[Post]:
    """Take the words of a post out of those that quote or answer it, and of their former texts.

    Gives those that have changed, with their topics and spaces.
    """
    rows = db.session.execute(_quoting(removed)).all()
    changed = {}
    for post, former in rows:
        body = without(post.body, removed, post.language)
        if body != post.body:
            post.write(body, names=markdown.named_in(post.html))
            changed[post.id] = post
        if former is not None:
            former.body = without(former.body, removed, post.language)
    db.session.flush()
    return list(changed.values())


def _quoting(source: Post) -> Select[Post, PostRevision]:
    """Each with its former texts, held until all of them are changed."""
    quoting = select(PostQuote.post_id).where(PostQuote.source_id == source.id)
    return (
        select(Post, PostRevision)
        .outerjoin(PostRevision, PostRevision.post_id == Post.id)
        .options(joinedload(Post.topic).joinedload(Topic.space))
        .where(or_(Post.id.in_(quoting), Post.reply_to_id == source.id))
        .order_by(Post.id)
        .with_for_update(of=Post)
    )


def without(body: str, source: Post, language: str, *, most: int = LONGEST["body"]) -> str:
    """Instead of the words of this post, wherever the text quotes them, that they were removed."""
    with in_language(language):
        passage = _Clearing(source.id, set(filter(None, map(str.strip, source.body.splitlines()))))
        lines = [line for line in body.split("\n") for line in passage.kept_of(line)]
    return "\n".join(lines)[:most]


def without_any(body: str, language: str) -> str:
    """The same where nobody can say any more which quotation has the words: all of them go."""
    with in_language(language):
        said = f"> {_('(These words were removed.)')}"
    lines: list[str] = []
    for line in body.split("\n"):
        kept = said if _QUOTED.fullmatch(line.rstrip()) else line
        if kept != said or lines[-1:] != [said]:
            lines.append(kept)
    return "\n".join(lines)


@dataclass
class _Clearing:
    """Line by line. `depth` is how deep a passage of the source is quoted; 0 outside of one."""

    source: int
    words: set[str]
    depth: int = 0
    told: bool = field(default=False)

    def kept_of(self, line: str) -> Iterator[str]:
        quoted = _QUOTED.fullmatch(line.rstrip())
        if quoted is None:
            self.depth, self.told = 0, False
            yield line
            return
        marks, words = quoted[1], quoted[2]
        begins = self._begins(marks.count(">"), words)
        if begins:
            yield f"{marks}{begins[1]}"
            words = begins[3]
        if not words.strip() or not self._is_theirs(words):
            yield from () if begins else (line,)
        elif not self.told:
            self.told = True
            yield marks + _("(These words were removed.)")

    def _begins(self, depth: int, words: str) -> "re.Match[str] | None":
        """The link with which a passage of the source begins; one to another post ends it."""
        found = _FROM.match(words)
        if self.depth and depth < self.depth:
            self.depth, self.told = 0, False
        if found and (not self.depth or depth == self.depth):
            here = int(found[2]) == self.source
            self.depth, self.told = (depth if here else 0), False
            return found if here else None
        return None

    def _is_theirs(self, words: str) -> bool:
        """Within a passage everything; elsewhere what the post says word for word."""
        if self.depth:
            return True
        if words.strip() in self.words:
            return True
        self.told = False
        return False
