"""Programmes are found by every member from the day they are opened."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.db import db
from lms.i18n import country_name, in_language
from lms.programmes.models import Programme
from lms.search import actions
from lms.search.sources import MEMBERS, Document, Kind

PROGRAMME = "programme"
KINDS = MappingProxyType({PROGRAMME: Kind(_l("Programme"), _l("Programmes"))})


class Programmes:
    """They are few, so that every start may look at them all."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = True

    def documents(self) -> Iterator[Document]:
        for row in db.session.scalars(select(Programme).where(Programme.opened_at.is_not(None))):
            yield _document(row)

    def my_audiences(self) -> Iterable[str]:
        return ()

    def my_shelves(self) -> Iterable[str]:
        return ()


def tell_search(programme: Programme) -> None:
    """In the transaction of the change; a draft is in no index."""
    if programme.opened_at is not None:
        actions.keep(_document(programme))


def _document(row: Programme) -> Document:
    with in_language(row.language):
        where = f"{row.place}, {country_name(row.country)}"
        place = f"{_('Joint learning')} · {where}"
    return Document(
        kind=PROGRAMME,
        ref=str(row.id),
        language=row.language,
        title=row.name,
        body=f"{row.aim} {where}.",
        address=f"/programmes/{row.id}",
        audience=MEMBERS,
        place=place,
    )
