"""Members of an edition find what it has added, and nobody else does."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from lms.db import db
from lms.editions.models import Edition
from lms.editions.roles import my_enrolments
from lms.i18n import in_language
from lms.materials import queries
from lms.materials.models import Material
from lms.search.sources import Document, Kind

MATERIAL = "material"
KINDS = MappingProxyType(
    {MATERIAL: Kind(_l("Material of an edition"), _l("Materials of editions"))}
)
HIDDEN = frozenset({"note", "outcome"})
"""Fields that a reader does not come upon by chance."""


class Materials:
    """What is published; a draft and what was withdrawn are in no index."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        rows = db.session.scalars(queries.published_everywhere()).all()
        wanted = {row.edition_id for row in rows}
        editions = {row.id: row for row in db.session.scalars(queries.editions(wanted))}
        for row in rows:
            yield document_of(row, editions[row.edition_id])

    def my_audiences(self) -> Iterator[str]:
        """The editions in which the reader has a role."""
        for row in my_enrolments():
            yield audience_of(row.edition_id)

    def my_shelves(self) -> Iterable[str]:
        return self.my_audiences()


def audience_of(edition_id: int) -> str:
    return f"materials:{edition_id}"


def document_of(row: Material, edition: Edition) -> Document:
    """In the edition's language, for its members; where a case leads stays out."""
    text = row.current
    shown = [html for name, html in sorted(text.html.items()) if name not in HIDDEN]
    said = [text.summary, *(Markup(html).striptags() for html in shown)]  # noqa: S704  # our own column
    with in_language(edition.language):
        place = f"{_('Added by this edition')} · {edition.name}"
    return Document(
        kind=MATERIAL,
        ref=str(row.id),
        language=edition.language,
        title=text.title,
        body=" ".join(filter(None, said)),
        address=f"/editions/{edition.id}/materials/{row.id}",
        audience=audience_of(edition.id),
        place=place,
        shelf=audience_of(edition.id),
        position=row.place,
    )
