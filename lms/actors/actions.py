from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from lms.actors.models import Actor
from lms.db import db
from lms.letters import folded
from lms.projects.models import Project


class Named(NamedTuple):
    """An actor as somebody writes it; an empty kind or consent leaves what is known."""

    name: str
    kind: str = ""
    consent: str = ""


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
        known[key].kind = row.kind or known[key].kind
        known[key].consent = row.consent or known[key].consent
    return known


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


def describe(actor: Actor, named: Named, *, seen: int) -> None:
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
    actor.kind, actor.consent = named.kind, named.consent
    db.session.flush()
