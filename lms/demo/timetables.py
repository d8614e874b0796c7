"""When classes met and who was there: each edition's timetable with its registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.class_sessions import actions, marking, queries
from lms.class_sessions.actions import Details, Pattern
from lms.class_sessions.models import ClassSession, Status
from lms.class_sessions.times import instant
from lms.class_sessions.weighing import Choice, Mark, Shown
from lms.content import library
from lms.db import db
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.editions.class_days import class_days
from lms.editions.models import Edition, Enrolment, Role

Spec = dict[str, Any]
AFTERWARDS = timedelta(minutes=4)


def hold_sessions(world: World) -> None:
    for name, spec in read_texts("sessions").items():
        plan = _Plan(world, world.editions[name])
        held = plan.class_days(spec)
        if "leave_last_unmarked" in spec:
            held = held[:-1]
        for number, session in held:
            plan.mark(session, spec["marks"].get(str(number), {}))
        for number, session in held:
            plan.mend(session, spec.get("mended", {}).get(str(number), {}))
        for more in spec.get("more", []):
            plan.one_more(more)


@dataclass(frozen=True)
class _Plan:
    world: World
    edition: Edition

    def class_days(self, spec: Spec) -> list[tuple[int, ClassSession]]:
        """Put all class days in the timetable; those that are over, with their numbers."""
        course = library().courses[self.edition.course_id]
        days = class_days(course, self.edition.starts_on)
        pattern = Pattern(
            time.fromisoformat(spec["starts"]), room=spec["room"], has_check_in="check_in" in spec
        )
        actions.plan(self.edition, days, pattern, at=self.edition.created_at)
        sessions = db.session.scalars(queries.sessions_of(self.edition))
        return [
            (day.number, session)
            for day, session in zip(days, sessions, strict=True)
            if session.ends_at + AFTERWARDS < self.world.at
        ]

    def one_more(self, spec: Spec) -> None:
        """A session beside the class days; marked when it is over, unless it was cancelled."""
        zone = ZoneInfo(self.edition.time_zone)
        today = moments.today(self.world.at, self.edition.time_zone)
        away = timedelta(weeks=int(spec["week"]), days=int(spec["weekday"]))
        day = moments.monday(today) + away
        begins = instant(day, time.fromisoformat(spec["starts"]), zone)
        details = Details(
            begins,
            begins + timedelta(minutes=int(spec["minutes"])),
            title=spec["title"],
            kind=spec["kind"],
            room=spec.get("room", ""),
            link=spec.get("link", ""),
            has_check_in="check_in" in spec,
        )
        planned = min(self.world.at, begins) - timedelta(days=9)
        session = actions.add(self.edition, details, at=planned)
        if "cancelled" in spec:
            actions.cancel(session, why=spec["cancelled"], at=begins - timedelta(hours=4))
        elif session.ends_at + AFTERWARDS < self.world.at:
            self.mark(session, spec["marks"])

    def mark(self, session: ClassSession, exceptions: Mapping[str, str]) -> None:
        """Everyone was present, but for these."""
        said = {self._trainee(name).id: _mark(text) for name, text in exceptions.items()}
        choices = [
            Choice(row.id, said.get(row.id, Mark(Status.PRESENT)), Shown(0, None))
            for row in self._trainees(session.ends_at)
        ]
        by = self.world.people["trainer"]
        marking.mark(session, choices, by=by, at=session.ends_at + AFTERWARDS)

    def mend(self, session: ClassSession, corrections: Mapping[str, str]) -> None:
        """What the coordinator put right the next morning."""
        if not corrections:
            return
        choices = [
            Choice(self._trainee(name).id, _mark(text), Shown(1, None))
            for name, text in corrections.items()
        ]
        day = moments.working_day(session.ends_at.date(), 1)
        at = moments.morning(day, self.edition.time_zone, 3, at=self.world.at)
        marking.mark(session, choices, by=self.world.people["coordinator"], at=at)

    def _trainee(self, name: str) -> Enrolment:
        return self.world.enrolments[name]

    def _trainees(self, then: datetime) -> list[Enrolment]:
        query = select(Enrolment).where(
            Enrolment.edition_id == self.edition.id, Enrolment.role == Role.TRAINEE.value
        )
        rows = db.session.scalars(query.order_by(Enrolment.id))
        return [row for row in rows if row.ended_at is None or row.ended_at > then]


def _mark(text: str) -> Mark:
    """Such as `late 4`: late, and there for four units."""
    status, _, units = text.partition(" ")
    return Mark(Status(status), int(units) if units else None)
