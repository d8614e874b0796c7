"""Open a space and close it. The space of an edition opens with the first topic in it."""

from datetime import datetime

from lms.db import db
from lms.editions.models import Edition
from lms.spaces import queries
from lms.spaces.models import Kind, Space


def open_space(
    slug: str, *, kind: Kind, name: str, purpose: str, language: str, at: datetime
) -> Space:
    """A new one, or the one that another click has opened at this address."""
    space = Space(
        slug=slug, kind=kind.value, name=name, purpose=purpose, language=language, created_at=at
    )
    return db.keep_once(space, queries.at(slug))


def of_edition(edition: Edition, *, at: datetime) -> Space:
    """The space of an edition, not yet kept: it is there for all of them, used or not."""
    return Space(
        slug=f"edition-{edition.id}",
        kind=Kind.EDITION.value,
        name=edition.name,
        language=edition.language,
        edition_id=edition.id,
        created_at=at,
    )


def kept(space: Space) -> Space:
    """The same space with a row of its own, for something to stand in it."""
    return space if space.id else db.keep_once(space, queries.at(space.slug))
