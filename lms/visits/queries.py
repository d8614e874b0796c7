from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import contains_eager

from lms.accounts.models import User
from lms.actors.models import Actor
from lms.db import Blanks
from lms.editions.models import Enrolment
from lms.logbook.models import EntryActor, LogEntry
from lms.logbook.states import HIDDEN_FROM_REVIEWERS
from lms.placements.models import Placement
from lms.placements.queries import SEEN, SUPERVISOR
from lms.projects.models import Project

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])


def met_in(project: Project, reader: User, *, on: date) -> tuple[Select[Actor, int, date], Blanks]:
    """Whom the logs name that this person may read: how often, and when last; by name."""
    everywhere = reader.is_administrator
    return _met_in(everywhere=everywhere), {"project": project.id, **_blanks(reader, on)}


@cache
def _met_in(*, everywhere: bool) -> Select[Actor, int, date]:
    return (
        _of_entries(select(Actor, func.count(LogEntry.id), func.max(LogEntry.activity_date)))
        .where(Actor.project_id == bindparam("project"), _is_readable(everywhere=everywhere))
        .group_by(Actor.id)
        .order_by(Actor.name, Actor.id)
    )


def visits_to(project_id: int, actor_id: int, reader: User, *, on: date) -> Select[Actor, LogEntry]:
    """One of them beside each entry that names it, the newest first, with whose log it is."""
    return (
        _of_entries(select(Actor, LogEntry))
        .join(Enrolment.user)
        .options(
            contains_eager(LogEntry.placement)
            .contains_eager(Placement.enrolment)
            .contains_eager(Enrolment.user)
        )
        .where(Actor.id == actor_id, Actor.project_id == project_id)
        .where(_is_readable(everywhere=reader.is_administrator))
        .order_by(LogEntry.activity_date.desc(), LogEntry.id)
        .params(_blanks(reader, on))
    )


def _of_entries(query: Q) -> Q:
    return (
        query.join(EntryActor, EntryActor.actor_id == Actor.id)
        .join(LogEntry, LogEntry.current_id == EntryActor.version_id)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
    )


def _blanks(reader: User, on: date) -> dict[str, object]:
    return {"supervisor": reader.id, "today": on}


def _is_readable(*, everywhere: bool) -> ColumnElement[bool]:
    """`everywhere`: whoever asks may see every placement."""
    own = and_(Enrolment.user_id == SUPERVISOR, LogEntry.state != "void")
    handed_in = LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS)
    return and_(true() if everywhere else SEEN, or_(own, handed_in))
