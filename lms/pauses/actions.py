"""Asking for a pause, deciding about it, coming back earlier. The plan moves with each."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.intakes.spans import DAY
from lms.pauses.models import Pause
from lms.placements import record
from lms.placements.calendar import day_after, days_until
from lms.placements.models import Placement


class AskedAlreadyError(Exception):
    """Another pause of this placement waits for its answer."""


class DecidedAlreadyError(Exception):
    """Somebody answered while this answer was being written; `pause` is what stands now."""

    def __init__(self, pause: Pause) -> None:
        super().__init__("the pause was decided elsewhere")
        self.pause = pause


def ask(placement: Placement, *, first_on: date, last_on: date, reason: str, at: datetime) -> Pause:
    """Ask for a pause; the same asked twice is asked once."""
    db.hold(placement)
    pause = Pause(
        placement=placement, first_on=first_on, last_on=last_on, reason=reason, asked_at=at
    )
    twin = db.session.scalars(
        select(Pause).where(Pause.placement_id == placement.id, Pause.decided_at.is_(None))
    ).one_or_none()
    if twin is None:
        db.session.add(pause)
        db.session.flush()
        return pause
    if (twin.first_on, twin.last_on, twin.reason) != (first_on, last_on, reason):
        raise AskedAlreadyError
    return twin


def take_back(pause: Pause) -> None:
    """The trainee no longer asks. Nothing was decided, so nothing is kept."""
    db.session.delete(pause)
    db.session.flush()


def decide(pause: Pause, *, granted: bool, remark: str, by: User, at: datetime) -> None:
    """Grant or refuse; a granted pause moves all that is left of the plan behind it."""
    placement = pause.placement
    db.hold(placement)
    db.session.refresh(pause, ["answer", "decided_at"])
    answer = "granted" if granted else "refused"
    if pause.answer is not None:
        if pause.answer != answer:
            raise DecidedAlreadyError(pause)
        return
    pause.answer, pause.remark, pause.decider, pause.decided_at = answer, remark, by, at
    if granted:
        _move_plan(placement)
    db.session.flush()
    days = {"first": pause.first_on.isoformat(), "last": pause.last_on.isoformat()}
    record.note(f"pause.{answer}", placement.id, by=by, at=at, **days)


def end_early(pause: Pause, *, last_on: date) -> None:
    """Work begins again the day after; the plan moves back by the days that are left."""
    db.hold(pause.placement)
    pause.last_on = min(pause.last_on, last_on)
    pause.last_on = max(pause.last_on, pause.first_on)
    _move_plan(pause.placement)
    db.session.flush()


def _move_plan(placement: Placement) -> None:
    """The days of work stay as many as before: the last day moves with the pauses."""
    working = days_until(placement, placement.ends_on)
    placement.pauses_on = [
        [first.isoformat(), last.isoformat()] for first, last in _joined(_granted(placement))
    ]
    placement.ends_on = day_after(placement, working - 1)


def _granted(placement: Placement) -> list[tuple[date, date]]:
    db.session.flush()
    query = (
        select(Pause.first_on, Pause.last_on)
        .where(Pause.placement_id == placement.id, Pause.answer == "granted")
        .order_by(Pause.first_on)
    )
    return [(first, last) for first, last in db.session.execute(query)]


def _joined(pauses: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Pauses that touch or overlap count their days once."""
    found: list[tuple[date, date]] = []
    for first, last in pauses:
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def days_of(pause: Pause) -> int:
    return (pause.last_on - pause.first_on) // DAY + 1
