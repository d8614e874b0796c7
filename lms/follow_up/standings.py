"""Where each trainee of an edition stands, and the groups a coordinator asks about.

A group is a question to one line, so that what is counted and what is listed cannot differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.catalog.find import course_or_404
from lms.content.class_day import Day
from lms.db import db
from lms.editions.class_days import days_of
from lms.editions.models import Edition, Enrolment
from lms.follow_up import queries
from lms.logbook.pace import pace
from lms.placements.models import Placement

DUE_AFTER = timedelta(days=3)
"""A class day counts when so much time has passed for what is read after it."""
SILENCE = timedelta(days=7)
REMEMBERED = timedelta(days=28)
"""Over so many days the time to reply is taken."""
AT_WORK = ("active", "completing")


@dataclass(frozen=True)
class Supervisor:
    id: int
    name: str


@dataclass(frozen=True)
class Field:
    """The fieldwork of one trainee; minutes. `last_on` is when an entry was last handed in."""

    placement_id: int
    submitted: int
    approved: int
    required: int
    expected: int
    behind: int
    waiting: int
    since: datetime | None
    last_on: date | None
    silent: bool
    on_plan: bool
    at_work: bool
    ends_on: date
    supervisors: Sequence[Supervisor] = ()


@dataclass(frozen=True)
class Standing:
    """One trainee. `due` are the lessons of class days that are over, `read` those of them done."""

    enrolment: Enrolment
    read: int
    due: int
    passed: int
    due_quizzes: int
    fieldwork: Field | None
    class_is_over: bool

    @property
    def missing(self) -> int:
        """Lessons and quizzes of class days that are over."""
        return self.due - self.read + self.due_quizzes - self.passed

    @property
    def supervisors(self) -> Sequence[Supervisor]:
        return self.fieldwork.supervisors if self.fieldwork else ()


@dataclass(frozen=True)
class Desk:
    """What waits for one supervisor in this edition; `reply` is in seconds."""

    supervisor: Supervisor
    trainees: int
    waiting_trainees: int
    waiting: int
    since: datetime | None
    reply: float | None


Group = Callable[[Standing], bool]
GROUPS: Mapping[str, Group] = {
    "behind-in-class": lambda row: row.missing > 0,
    "behind-in-hours": lambda row: row.fieldwork is not None and not row.fieldwork.on_plan,
    "silent": lambda row: row.fieldwork is not None and row.fieldwork.silent,
    "waiting": lambda row: row.fieldwork is not None and row.fieldwork.waiting > 0,
    "without-fieldwork": lambda row: row.class_is_over and row.fieldwork is None,
    "not-here-yet": lambda row: row.enrolment.user.password_hash is None,
}
BEHIND = ("behind-in-class", "behind-in-hours", "silent")


def is_behind(row: Standing) -> bool:
    return any(GROUPS[name](row) for name in BEHIND)


@dataclass(frozen=True)
class Progress:
    standings: Sequence[Standing]
    replies: Mapping[int, float] = field(default_factory=dict)

    def of(self, group: str = "", supervisor: int | None = None) -> list[Standing]:
        """Those of a group, or all; of one supervisor, or of any. Who is behind stands first."""
        return [
            row
            for row in sorted(self.standings, key=lambda row: not is_behind(row))
            if (not group or GROUPS[group](row))
            and (supervisor is None or supervisor in {who.id for who in row.supervisors})
        ]

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(self.of(name)) for name in GROUPS}

    @property
    def desks(self) -> list[Desk]:
        """The one who is waited for longest first."""
        everybody = {who.id: who for row in self.standings for who in row.supervisors}
        desks = [self._desk(who) for who in everybody.values()]
        never = datetime.max.replace(tzinfo=UTC)
        return sorted(desks, key=lambda desk: (desk.since or never, desk.supervisor.name))

    def _desk(self, who: Supervisor) -> Desk:
        rows = [row.fieldwork for row in self.of(supervisor=who.id) if row.fieldwork]
        waiting = [row for row in rows if row.waiting]
        return Desk(
            who,
            len(rows),
            len(waiting),
            sum(row.waiting for row in waiting),
            min((row.since for row in waiting if row.since), default=None),
            self.replies.get(who.id),
        )


def progress_in(edition: Edition, at: datetime, *, replies: bool = True) -> Progress:
    """Five statements, four without the time that supervisors take to reply."""
    today = at.astimezone(ZoneInfo(edition.time_zone)).date()
    days = days_of(edition)
    work = _class_work(edition, [row.day for row in days if row.date + DUE_AFTER <= today])
    supervisors = _supervisors(edition, today)
    class_is_over = bool(days) and today > days[-1].date + SILENCE
    found: dict[int, Standing] = {}
    for row in db.session.execute(queries.trainees_of(edition)):
        trainee, placement, log = row[0], row[1], Log(row[2], row[3], row[4], row[5], row[6])
        found[trainee.id] = Standing(
            enrolment=trainee,
            read=work.done.get(("lesson", trainee.id), 0),
            due=work.lessons,
            passed=work.done.get(("quiz", trainee.id), 0),
            due_quizzes=work.quizzes,
            fieldwork=_field(placement, log, supervisors, at) if placement else None,
            class_is_over=class_is_over,
        )
    return Progress(list(found.values()), _replies(edition, at) if replies else {})


def _replies(edition: Edition, at: datetime) -> dict[int, float]:
    rows = db.session.execute(*queries.reply_times(edition, since=at - REMEMBERED))
    return {row[0]: float(row[1]) for row in rows}


class _ClassWork(NamedTuple):
    """What is due of the class, and how much of it each trainee has done."""

    lessons: int
    quizzes: int
    done: Mapping[tuple[str, int], int]


def _class_work(edition: Edition, over: Sequence[Day]) -> _ClassWork:
    lessons = [lesson.ref for day in over for lesson in day.lessons]
    counts = course_or_404(edition.course_id).assessment.quiz_counts
    query = queries.done_of(edition, lessons, [day.ref for day in over], counts)
    done = {(row[0], row[1]): row[2] for row in db.session.execute(query)}
    return _ClassWork(len(lessons), len(over), done)


def _supervisors(edition: Edition, today: date) -> dict[int, list[Supervisor]]:
    """By placement."""
    found: dict[int, list[Supervisor]] = {}
    for placement, number, name in db.session.execute(queries.supervisors_of(edition, on=today)):
        found.setdefault(placement, []).append(Supervisor(number, name))
    return found


class Log(NamedTuple):
    submitted: int
    approved: int
    waiting: int
    since: datetime | None
    last: datetime | None


def _field(
    placement: Placement,
    log: Log,
    supervisors: Mapping[int, Sequence[Supervisor]],
    at: datetime,
) -> Field:
    zone = ZoneInfo(placement.time_zone)
    today = at.astimezone(zone).date()
    stands = pace(placement, log.submitted, today)
    last_on = log.last.astimezone(zone).date() if log.last else None
    return Field(
        placement_id=placement.id,
        submitted=log.submitted,
        approved=log.approved,
        required=placement.requirement_set.required_minutes,
        expected=stands.expected,
        behind=stands.behind,
        waiting=log.waiting,
        since=log.since,
        last_on=last_on,
        silent=_is_silent(placement, log.submitted, last_on, today),
        on_plan=stands.on_plan or placement.state not in AT_WORK,
        at_work=placement.state in AT_WORK,
        ends_on=placement.ends_on,
        supervisors=supervisors.get(placement.id, ()),
    )


def _is_silent(placement: Placement, submitted: int, last_on: date | None, today: date) -> bool:
    """At work, with hours left, and nothing handed in for a week that was no pause."""
    if placement.state not in AT_WORK:
        return False
    if submitted >= placement.requirement_set.required_minutes:
        return False
    breaks = [last for first, last in placement.paused if first <= today]
    since = max([last_on or placement.starts_on, placement.starts_on, *breaks])
    return today - since > SILENCE
