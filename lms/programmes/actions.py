"""Plan a programme, open it, copy it for another year."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from lms.accounts.models import User
from lms.db import db
from lms.i18n import in_language
from lms.programmes import queries
from lms.programmes.models import (
    CERTIFICATE_PERCENT,
    Module,
    Participation,
    Programme,
    Role,
    Slot,
    State,
)
from lms.programmes.searchable import tell_search
from lms.programmes.template import Row, modules_of, on_wall, slot, slots_of
from lms.spaces import actions as spaces
from lms.spaces.models import Kind


@dataclass(frozen=True)
class Plan:
    """What a programme says of itself."""

    name: str
    aim: str
    language: str
    place: str
    country: str
    time_zone: str
    starts_on: date
    ends_on: date
    apply_by: date
    seats: int
    seats_per_country: int
    certificate_percent: int = CERTIFICATE_PERCENT


def plan(plan: Plan, *, by: User, at: datetime) -> Programme:
    """A draft with the week of the template, a space of its own, and its planner as director.

    Sent twice, it is one. Raises NoSuchHourError when the clocks of the place go forward over an
    hour of the week.
    """
    programme, is_new = _kept(plan, None, by=by, at=at)
    if is_new:
        with in_language(programme.language):
            _keep(modules_of(programme), slots_of(programme))
    return programme


def copy(first: Programme, plan: Plan, *, by: User, at: datetime) -> Programme:
    """Another programme with the modules, hours and venues of this one.

    No people, no texts of theirs, no consents come along. Raises NoSuchHourError as `plan` does.
    """
    programme, is_new = _kept(plan, first, by=by, at=at)
    if is_new:
        slots = db.session.scalars(queries.slots(first)).all()
        modules = db.session.scalars(queries.modules(first)).all()
        _keep(
            [_copied(module, programme) for module in modules],
            [_moved(slot, first, programme) for slot in slots],
        )
    return programme


class Keeps(StrEnum):
    """What stays when a programme gets another time zone."""

    WALL = "wall"
    INSTANT = "instant"


def change(programme: Programme, plan: Plan, keeps: Keeps = Keeps.INSTANT) -> Programme:
    """Its space takes the new name; its address stays.

    Raises NoSuchHourError when an hour of the wall is on no clock of the new place.
    """
    if keeps is Keeps.WALL and plan.time_zone != programme.time_zone:
        _set_clock(programme, ZoneInfo(plan.time_zone))
    for name, value in asdict(plan).items():
        setattr(programme, name, value)
    programme.space.name = plan.name
    db.session.flush()
    tell_search(programme)
    return programme


def open_up(programme: Programme, *, at: datetime) -> None:
    """From now on every member reads it and may apply."""
    programme.opened_at = programme.opened_at or at
    db.session.flush()
    tell_search(programme)


def _set_clock(programme: Programme, zone: ZoneInfo) -> None:
    for row in db.session.scalars(queries.slots(programme)).all():
        row.starts_at, row.ends_at = on_wall(row, programme.zone, zone)
    db.session.flush()


def _kept(plan: Plan, first: Programme | None, *, by: User, at: datetime) -> tuple[Programme, bool]:
    db.hold(by)
    programme = Programme(created_at=at, after_id=first.id if first else None, **asdict(plan))
    twin = db.session.scalars(queries.twin_of(programme, by)).first()
    if twin is not None:
        return twin, False
    programme.space = spaces.open_another(
        plan.name, kind=Kind.PROGRAMME, purpose="", language=plan.language, at=at
    )
    db.session.add(programme)
    db.session.flush()
    _direct(programme, by, at)
    return programme, True


def _direct(programme: Programme, by: User, at: datetime) -> None:
    db.session.add(
        Participation(
            programme_id=programme.id,
            user_id=by.id,
            role=Role.DIRECTOR.value,
            state=State.CONFIRMED.value,
            country=by.country,
            applied_at=at,
            at=at,
        )
    )
    spaces.admit(programme.space, by, leads=True, at=at)


def _keep(modules: list[Row], slots: list[Row]) -> None:
    db.session.execute(insert(Module), modules)
    db.session.execute(insert(Slot), slots)


def _copied(module: Module, programme: Programme) -> Row:
    return {
        "programme_id": programme.id,
        "component": module.component,
        "title": module.title,
        "aim": module.aim,
    }


def _moved(row: Slot, first: Programme, programme: Programme) -> Row:
    later = programme.starts_on - first.starts_on
    starts, ends = on_wall(row, first.zone, programme.zone, later=later)
    kept = {"venue": row.venue, "track": row.track, "capacity": row.capacity}
    return slot(programme, row.component, row.title, starts, ends) | kept
