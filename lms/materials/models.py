"""An edition's own materials. A text is never overwritten: each saving is a revision."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition
from lms.files.models import StoredFile
from lms.materials import cooking

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
LONGEST_KEY = 80


class Kind(StrEnum):
    LESSON = "lesson"
    READING = "reading"
    FILE = "file"
    CASE = "case"


class Material(Model):
    """A piece that an edition adds. `day` is the ref of a class day, empty for the whole edition.

    `slug` is its name for ever, in exports too; `version` is the number of the revision
    that counts. Trainees see it from `published_at` until `withdrawn_at`.
    """

    __tablename__ = "material"
    __table_args__ = (
        UniqueConstraint("edition_id", "slug"),
        CheckConstraint("kind IN ('lesson', 'reading', 'file', 'case')", name="kind"),
        CheckConstraint(f"length(slug) BETWEEN 1 AND {LONGEST_KEY}", name="slug_length"),
        CheckConstraint("withdrawn_at IS NULL OR published_at IS NOT NULL", name="withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    slug: Mapped[str]
    kind: Mapped[str]
    day: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    current: Mapped["MaterialRevision"] = relationship(
        primaryjoin=lambda: and_(
            Material.id == foreign(remote(MaterialRevision.material_id)),
            Material.version == foreign(remote(MaterialRevision.number)),
        ),
        viewonly=True,
        uselist=False,
    )
    attached: Mapped[list["MaterialFile"]] = relationship(
        order_by="MaterialFile.id", passive_deletes=True, back_populates="material"
    )

    @property
    def state(self) -> str:
        """One of draft, published, withdrawn."""
        if self.published_at is None:
            return "draft"
        return "published" if self.withdrawn_at is None else "withdrawn"

    @property
    def files(self) -> list["MaterialFile"]:
        """Those that are still attached."""
        return [row for row in self.attached if row.removed_at is None]

    @property
    def shown_in_text(self) -> set[str]:
        """The names of the files that its present text shows or links to."""
        said = " ".join(self.current.fields.values())
        return {row.key for row in self.files if f"media/{row.key}" in said}

    @property
    def media(self) -> dict[str, cooking.Media]:
        """Its files by the name that texts give them."""
        home = f"/editions/{self.edition_id}/materials/{self.id}/files"
        return {
            row.key: cooking.Media(f"{home}/{row.file_id}", row.file.width, row.file.height)
            for row in self.files
        }


class MaterialRevision(Model):
    """The whole of a material as somebody saved it.

    `fields` are what its kind has beside title and summary; `html` holds those that are Markdown,
    rendered by `markdown_version`.
    """

    __tablename__ = "material_revision"
    __table_args__ = (
        UniqueConstraint("material_id", "number"),
        CheckConstraint(f"length(title) BETWEEN 1 AND {LONGEST_TITLE}", name="title_length"),
        CheckConstraint(f"length(summary) <= {LONGEST_SUMMARY}", name="summary_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey(Material.id, ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    html: Mapped[dict[str, str]] = mapped_column(JSON)
    markdown_version: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]

    def shown(self, field: str, media: dict[str, cooking.Media]) -> Markup:
        """As it was rendered when it was saved; anew when the rules are others today."""
        if self.markdown_version == cooking.VERSION:
            return Markup(self.html.get(field, ""))  # noqa: S704  # our own column
        return cooking.cooked(self.fields.get(field, ""), media)


class MaterialFile(Model):
    """A file of a material, under the name by which texts show it: `media/<key>`."""

    __tablename__ = "material_file"
    __table_args__ = (
        UniqueConstraint("material_id", "key"),
        CheckConstraint(f"length(key) BETWEEN 1 AND {LONGEST_KEY}", name="key_length"),
        CheckConstraint("length(caption) <= 300", name="caption_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey(Material.id, ondelete="CASCADE"))
    material: Mapped[Material] = relationship(back_populates="attached")
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id))
    file: Mapped[StoredFile] = relationship()
    key: Mapped[str]
    caption: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None]
