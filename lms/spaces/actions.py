"""Open a space and close it. The space of an edition opens with the first topic in it."""

from datetime import datetime

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.letters import free_key
from lms.spaces import queries
from lms.spaces.models import Kind, MailKind, Space, SpaceMember

RESERVED = frozenset(
    {"catch-up", "held", "reports", "search", "spaces", "tags"}
)  # other pages of the forum


def open_space(
    slug: str, *, kind: Kind, name: str, purpose: str, language: str, at: datetime
) -> Space:
    """A new one, or the one that another click has opened at this address."""
    space = Space(
        slug=slug, kind=kind.value, name=name, purpose=purpose, language=language, created_at=at
    )
    return db.keep_once(space, queries.at(slug))


def open_named(name: str, *, kind: Kind, purpose: str, language: str, at: datetime) -> Space:
    """At an address made from its name; sent twice, it is the same space."""
    twin = db.session.scalars(queries.called(name, purpose)).first()
    return twin or open_another(name, kind=kind, purpose=purpose, language=language, at=at)


def open_another(name: str, *, kind: Kind, purpose: str, language: str, at: datetime) -> Space:
    """The same, though another one is called so."""
    taken = RESERVED.union(db.session.scalars(queries.slugs()))
    slug = free_key(name, taken)
    return open_space(slug, kind=kind, name=name, purpose=purpose, language=language, at=at)


def close(space: Space, *, at: datetime) -> None:
    space.closed_at = space.closed_at or at
    db.session.flush()


def reopen(space: Space) -> None:
    space.closed_at = None
    db.session.flush()


def begin_by_mail(space: Space, kind: MailKind) -> None:
    """From now on a mail to it begins a topic of this kind."""
    space.mail_kind = kind.value
    db.session.flush()


def admit(space: Space, user: User, *, leads: bool = False, at: datetime) -> None:
    """Into a space of a programme or a project, perhaps to lead it; twice is once."""
    new = SpaceMember(space_id=space.id, user_id=user.id, joined_at=at)
    row = db.keep_once(new, queries.member(space, user))
    row.leads_since = (row.leads_since or at) if leads else None
    db.session.flush()


def dismiss(space: Space, user: User) -> None:
    """They no longer see it; what they wrote stays."""
    db.session.execute(
        delete(SpaceMember).where(SpaceMember.space_id == space.id, SpaceMember.user_id == user.id)
    )


def of_edition(edition: Edition, *, at: datetime) -> Space:
    """The space of an edition, not yet kept: it is there for all of them, used or not."""
    return Space(
        slug=f"edition-{edition.id}",
        kind=Kind.EDITION.value,
        name=edition.name,
        language=edition.language,
        edition_id=edition.id,
        mail_kind=MailKind.DISCUSSION.value,
        created_at=at,
    )


def kept(space: Space) -> Space:
    """The same space with a row of its own, for something to stand in it."""
    return space if space.id else db.keep_once(space, queries.at(space.slug))
