"""Fieldwork: each trainee's log as it was written, handed in, reviewed and assessed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.accounts.models import User
from lms.content import library
from lms.demo import moments
from lms.demo.texts import authors, read_texts
from lms.demo.world import World
from lms.fieldwork import actions, reviewing
from lms.fieldwork.actions import Writing
from lms.fieldwork.duration import minutes_of
from lms.fieldwork.models import LogEntry, Placement

Spec = dict[str, Any]
FIELDS = {
    "facts": "facts",
    "act": "own_act",
    "meaning": "meaning",
    "next": "next_step",
    "surprise": "surprise",
    "why": "late_reason",
}


def keep_logs(world: World) -> None:
    for author in authors():
        spec = read_texts(f"logs/{author}")
        log = _begin(world, author, spec["placement"])
        for number, entry in enumerate(spec["entries"]):
            _keep(log, entry, number)
        for week, assessment in spec.get("weeks", {}).items():
            _assess(log, int(week), assessment)
        if "ended" in spec["placement"]:
            _end(log.placement)


@dataclass(frozen=True)
class _Log:
    placement: Placement
    trainee: User
    supervisor: User
    at: datetime

    @property
    def zone(self) -> str:
        return self.trainee.time_zone


def _begin(world: World, author: str, spec: Spec) -> _Log:
    trainee, supervisor = world.people[author], world.people[spec["supervisor"]]
    starts_on = first_day(spec, today=moments.today(world.at, trainee.time_zone))
    agreed = starts_on - timedelta(days=4)
    placement = actions.place(
        world.enrolments[author],
        course=world.course_of(author),
        project=world.projects[spec["project"]],
        supervisor=supervisor,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=int(spec["weeks"]), days=-1),
        at=moments.morning(agreed, supervisor.time_zone, 0, at=world.at),
    )
    placement.time_zone = trainee.time_zone  # they work at home, whatever zone the edition keeps
    return _Log(placement, trainee, supervisor, world.at)


def _keep(log: _Log, spec: Spec, number: int) -> None:
    today = moments.today(log.at, log.zone)
    day = day_of(spec, starts_on=log.placement.starts_on, today=today)
    written = day + timedelta(days=int(spec.get("late", 0)))
    recorded = moments.evening(written, log.zone, number, at=log.at)
    received = log.at - timedelta(minutes=20 + 9 * number) if "sent" in spec else recorded
    writing = _writing(log, spec, day)
    entry = actions.write(
        log.placement, uuid4(), writing, base=None, recorded_at=recorded, at=received
    )
    actions.submit(entry, at=received)
    for event in spec.get("then", []):
        received = _happens(log, entry, writing, event, since=received)


def first_day(spec: Spec, *, today: date) -> date:
    return moments.weekday(today - timedelta(days=int(spec["starts"])))


def day_of(spec: Spec, *, starts_on: date, today: date) -> date:
    """`day` counts working days from the first of the placement, `ago` those before today."""
    if "day" in spec:
        return moments.working_day(starts_on, int(spec["day"]) - 1)
    return moments.working_day(today, -int(spec["ago"]))


def _writing(log: _Log, spec: Spec, day: date) -> Writing:
    return Writing(
        activity_date=day,
        minutes=minutes_of(spec["hours"]),
        activity=spec["activity"],
        step=spec["step"],
        factor=spec.get("factor", ""),
        competencies=list(spec.get("skills", [])),
        place=spec.get("place", ""),
        people_met=spec.get("met", ""),
        consent_given="met" in spec,
        **_words(log, spec, day),
    )


def _words(log: _Log, spec: Spec, day: date) -> dict[str, Any]:
    return {
        column: moments.with_dates(spec[name], day, log.trainee.language)
        for name, column in FIELDS.items()
        if name in spec
    }


def _happens(
    log: _Log, entry: LogEntry, writing: Writing, event: Spec, *, since: datetime
) -> datetime:
    """One thing that came after: a decision in the morning, or a new version in the evening."""
    zone = log.zone if "rewrite" in event else log.supervisor.time_zone
    day = moments.working_day(moments.today(since, zone), int(event["after"]))
    number = entry.id.int
    if "rewrite" in event:
        moment = moments.evening(day, zone, number, at=log.at)
        again = replace(writing, **_words(log, event["rewrite"], writing.activity_date))
        base = entry.current_id
        actions.write(log.placement, entry.id, again, base=base, recorded_at=moment, at=moment)
        actions.submit(entry, at=moment)
    else:
        moment = moments.morning(day, zone, number, at=log.at)
        _decide(log, entry, event, moment)
    return moment


def _decide(log: _Log, entry: LogEntry, event: Spec, moment: datetime) -> None:
    assert entry.current_id is not None  # noqa: S101  # it was written just before
    version, by = entry.current_id, log.supervisor
    if "return" in event:
        reviewing.return_entry(entry, version=version, by=by, reason=event["return"], at=moment)
    elif "query" in event:
        reviewing.query(entry, version=version, by=by, question=event["query"], at=moment)
    else:
        minutes = minutes_of(event["hours"]) if "hours" in event else entry.minutes
        reviewing.approve(
            entry, version=version, by=by, minutes=minutes, comment=event["approve"], at=moment
        )


def _assess(log: _Log, week: int, spec: Spec) -> None:
    last = log.placement.starts_on + timedelta(weeks=week, days=-1)
    reviewing.assess(
        log.placement,
        f"week:{week}",
        rubric=library().rubrics["log"],
        levels={name: int(level) for name, level in spec["levels"].items()},
        comment=spec["comment"],
        seen=0,
        by=log.supervisor,
        at=moments.evening(moments.working_day(last, 1), log.supervisor.time_zone, week, at=log.at),
    )


def _end(placement: Placement) -> None:
    """Signed off; its supervisor has nobody to follow there any more."""
    placement.state = "signed_off"
    for assignment in placement.assignments:
        assignment.until_on = placement.ends_on + timedelta(weeks=2)
