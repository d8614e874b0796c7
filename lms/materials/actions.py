"""Write a material and write it anew, show it to the members, take it back."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.letters import free_key
from lms.materials import cooking, queries
from lms.materials.models import (
    Kind,
    Material,
    MaterialFile,
    MaterialRevision,
)
from lms.materials.searchable import document_of
from lms.search import actions as search

MARKDOWN = ("body", "ask", "outcome", "note")
"""The fields that are texts with marks."""


class Draft(NamedTuple):
    """What a form holds of a material."""

    title: str
    summary: str
    day: str
    fields: Mapping[str, str]


class Sent(NamedTuple):
    """A file that came with the form, and what it shows if it is a picture."""

    file: StoredFile
    caption: str


class StaleMaterialError(Exception):
    """Somebody else saved it since its page was opened."""


def add(
    edition: Edition,
    kind: Kind,
    draft: Draft,
    *,
    sent: Sent | None = None,
    by: User,
    at: datetime,
) -> Material:
    """A draft that only those who prepare the edition see. Sent twice, it is one."""
    db.hold(edition)
    twin = db.session.scalars(queries.same_title(edition, kind, draft.title)).unique().one_or_none()
    if twin is not None:
        return twin
    known = db.session.execute(queries.slugs_and_places(edition)).all()
    row = Material(
        edition_id=edition.id,
        kind=kind.value,
        slug=free_key(draft.title, {slug for slug, _day, _place in known}),
        day=draft.day,
        place=1 + max((place for _slug, day, place in known if day == draft.day), default=0),
        version=1,
        created_at=at,
        attached=[],
    )
    db.session.add(row)
    db.session.flush()
    _keep(row, _with_file(row, draft, sent), by=by, at=at)
    return row


def change(  # noqa: PLR0913  # as with a new one
    material: Material,
    edition: Edition,
    draft: Draft,
    *,
    sent: Sent | None = None,
    seen: int,
    by: User,
    at: datetime,
) -> None:
    """Another revision, at once for all who read it. The same text saved again is none.

    Raises StaleMaterialError when the revision that counts is not the one that was seen.
    """
    _hold(material)
    if material.version != seen:
        raise StaleMaterialError
    draft = _with_file(material, draft, sent)
    present = material.current
    material.day = draft.day
    if (present.title, present.summary, present.fields) != (
        draft.title,
        draft.summary,
        dict(draft.fields),
    ):
        material.version += 1
        _keep(material, draft, by=by, at=at)
    _tell_search(material, edition)


def _with_file(material: Material, draft: Draft, sent: Sent | None) -> Draft:
    """Attach what was sent; a picture gets its line at the end of the text."""
    if sent is None:
        return draft
    row = _attach(material, sent)
    body = draft.fields.get("body", "")
    if not sent.file.is_picture or material.kind == Kind.FILE or f"media/{row.key}" in body:
        return draft
    alt = re.sub(r"[\[\]]", "", sent.caption)
    shown = f"{body}\n\n![{alt}](media/{row.key})".strip()
    return draft._replace(fields={**draft.fields, "body": shown})


def _attach(material: Material, sent: Sent) -> MaterialFile:
    known = next((row for row in material.attached if row.file_id == sent.file.id), None)
    if known is not None:
        known.removed_at = None
        return known
    stem, _, suffix = sent.file.name.rpartition(".")
    keys = {row.key for row in material.attached}
    row = MaterialFile(
        material=material,
        file=sent.file,
        key=free_key(stem, keys, suffix=f".{suffix}"),
        caption=sent.caption,
    )
    db.session.add(row)
    db.session.flush()
    return row


def detach(material: Material, row: MaterialFile, *, at: datetime) -> None:
    """It is offered no longer; its row stays beside the revisions that showed it."""
    _hold(material)
    row.removed_at = at
    db.session.flush()


def publish(material: Material, edition: Edition, *, at: datetime) -> None:
    """The members of the edition read it from now on, again if it was withdrawn."""
    _hold(material)
    material.published_at, material.withdrawn_at = material.published_at or at, None
    _tell_search(material, edition)


def withdraw(material: Material, edition: Edition, *, at: datetime) -> None:
    """It is listed and found no longer; its revisions stay, and it can be published again."""
    _hold(material)
    material.withdrawn_at = material.withdrawn_at or at
    _tell_search(material, edition)


def discard(material: Material) -> None:
    """Throw a draft away that nobody else has seen."""
    its_files = [row.file_id for row in material.attached]
    db.session.execute(delete(Material).where(Material.id == material.id))
    db.session.expunge(material)
    files.forget(its_files)


def arrange(rows: Sequence[Material], wished: Mapping[int, int]) -> None:
    """Put materials, by id, at the places that are wished; the others keep theirs."""
    for row in rows:
        row.place = wished.get(row.id, row.place)
    db.session.flush()


def _hold(material: Material) -> None:
    """Others wait; what they changed before is looked at."""
    db.session.refresh(material, _OWN, with_for_update=True)


def _keep(row: Material, draft: Draft, *, by: User, at: datetime) -> None:
    texts = {name: draft.fields[name] for name in MARKDOWN if draft.fields.get(name)}
    text = MaterialRevision(
        material_id=row.id,
        number=row.version,
        title=draft.title,
        summary=draft.summary,
        fields=dict(draft.fields),
        html={name: str(cooking.cooked(text, row.media)) for name, text in texts.items()},
        markdown_version=cooking.VERSION,
        by=by,
        at=at,
    )
    db.session.add(text)
    db.session.flush()
    set_committed_value(row, "current", text)


def _tell_search(row: Material, edition: Edition) -> None:
    """While a draft, it has never been in the index."""
    db.session.flush()
    if row.published_at is None:
        return
    document = document_of(row, edition)
    if row.state == "published":
        search.keep(document)
    else:
        search.forget(document.kind, document.ref)


_OWN = [column.key for column in Material.__table__.columns]
