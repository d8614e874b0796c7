from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms import markdown
from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.models import Post
from lms.letters import mark

LONGEST = {"title": 200, "body": 10_000}
"""More than posts have: the same takes more letters in another language."""
FIRST = 1


class Kind(StrEnum):
    """Who found the words. By name, the better comes first."""

    HUMAN = "human"
    MACHINE = "machine"


class PostTranslation(Model):
    """What a post says, in another language; with the first post of a topic also its title.

    A machine's words have a row beside that of people, and `by` is who put them here unchecked.
    `source` is the mark of the text that was translated: while the post has another, this is
    stale. `version` counts the texts; `by` wrote the present one, `author` the first.
    """

    __tablename__ = "post_translation"
    __table_args__ = (
        UniqueConstraint("post_id", "language", "kind"),
        CheckConstraint("kind IN ('human', 'machine')", name="kind"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        CheckConstraint("(verified_by_id IS NULL) = (verified_at IS NULL)", name="verified"),
        CheckConstraint("verified_by_id <> by_id", name="verified_by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id))
    language: Mapped[str]
    kind: Mapped[str] = mapped_column(default=Kind.HUMAN.value)
    source: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    markdown_version: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship(foreign_keys=by_id)
    at: Mapped[datetime]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    verified_by: Mapped[User | None] = relationship(foreign_keys=verified_by_id)
    verified_at: Mapped[datetime | None]

    @property
    def is_of_machine(self) -> bool:
        return self.kind == Kind.MACHINE

    @property
    def shown(self) -> Markup:
        """As posts are shown."""
        return markdown.stored(self.html, version=self.markdown_version, text=self.body)

    def write(self, body: str) -> None:
        """As it was typed, and as it is rendered by today's rules."""
        self.body, self.html = body, str(markdown.from_member(body))
        self.markdown_version = markdown.VERSION

    def title_of(self, post: Post) -> str:
        """Only the first post of a topic shows it; posts may go to other topics."""
        return self.title if post.no == FIRST else ""


class EarlierTranslation(Model):
    """What a translation said before somebody corrected it."""

    __tablename__ = "earlier_translation"

    translation_id: Mapped[int] = mapped_column(ForeignKey(PostTranslation.id), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]


def mark_of(post: Post) -> str:
    """As it stands in `source`; the database works it out as well (`lms.translations.queries`)."""
    return mark(post.body)
