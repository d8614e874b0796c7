from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.dml import ReturningInsert

from lms.accounts.models import User
from lms.actors.models import Actor, ActorConsent
from lms.db import db
from lms.letters import folded
from lms.projects.models import Project


class Named(NamedTuple):
    """An actor as somebody writes it; an empty kind or consent leaves what is known.

    `given_by` is who spoke for it, `purpose` what they agreed to where that is not as usual.
    """

    name: str
    kind: str = ""
    consent: str = ""
    given_by: str = ""
    purpose: str = ""


MOST_CONSENTS: Final = 20


class NameTakenError(Exception):
    """Another actor of the project has this name."""


class ChangedMeanwhileError(Exception):
    """The actor was changed since this page was opened."""


def key_of(name: str) -> str:
    return " ".join(folded(name).split())


def find_or_add(
    project: Project, named: Sequence[Named], *, by_id: int, at: datetime
) -> dict[str, Actor]:
    """The actors of these names by `key_of`; those nobody knew are added, by one of two at once."""
    keys = {key_of(row.name): row for row in named}
    shared = {"project_id": project.id, "version": 1, "added_by_id": by_id, "added_at": at}
    new = [
        shared
        | {"key": key, "name": row.name}
        | {"kind": row.kind or "other", "consent": row.consent or "unasked"}
        for key, row in sorted(keys.items())
    ]
    rows = db.session.scalars(_added_or_there(new), execution_options={"populate_existing": True})
    known = {row.key: row for row in rows}
    for key, row in keys.items():
        actor = known[key]
        actor.kind = row.kind or actor.kind
        if row.consent and (row.consent != actor.consent or actor.added_at == at):
            _note_consent(actor, row, by_id=by_id, at=at)
    return known


def _note_consent(actor: Actor, said: Named, *, by_id: int, at: datetime) -> None:
    """That nobody was asked yet is no word of theirs, unless it takes one back."""
    if said.consent != "unasked" or actor.consent != "unasked":
        row = ActorConsent(actor_id=actor.id, consent=said.consent, noted_by_id=by_id, noted_at=at)
        row.given_by, row.purpose = said.given_by, said.purpose
        db.session.add(row)
    actor.consent = said.consent


def _added_or_there(new: list[dict[str, Any]]) -> ReturningInsert[Actor]:
    """All of them in one statement; who is there stays as they are."""
    same: dict[str, Any] = {
        "index_elements": ["project_id", "key"],
        "set_": {"version": Actor.version},
    }
    if db.engine.dialect.name == "postgresql":
        adding = postgresql.insert(Actor).values(new)
        return adding.on_conflict_do_update(**same).returning(Actor)
    return sqlite.insert(Actor).values(new).on_conflict_do_update(**same).returning(Actor)


def describe(actor: Actor, named: Named, *, seen: int, by: User, at: datetime) -> None:
    """Write down what is known of an actor now; `seen` is the version the page showed."""
    db.session.refresh(actor, with_for_update=True)
    if actor.version != seen:
        raise ChangedMeanwhileError
    key = key_of(named.name)
    twin = select(Actor.id).where(
        Actor.project_id == actor.project_id, Actor.key == key, Actor.id != actor.id
    )
    if db.session.scalar(twin) is not None:
        raise NameTakenError
    actor.name, actor.key = named.name, key
    actor.kind = named.kind
    if named.consent != actor.consent or named.given_by or named.purpose:
        _note_consent(actor, named, by_id=by.id, at=at)
    db.session.flush()


def consents_of(actor: Actor) -> Select[ActorConsent]:
    """All that they said, the last word first."""
    return (
        select(ActorConsent)
        .options(joinedload(ActorConsent.noted_by))
        .where(ActorConsent.actor_id == actor.id)
        .order_by(ActorConsent.id.desc())
        .limit(MOST_CONSENTS)
    )
