"""Fieldwork: each trainee's log as it was written, handed in, reviewed and assessed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.actors.actions import Named
from lms.content import library
from lms.content.course import Course
from lms.demo import agreements, evidence, moments, phases, second_marks
from lms.demo.logs import Log, Spec, first_day
from lms.demo.texts import authors, read_texts
from lms.demo.world import World
from lms.entrustment.actions import say as entrust
from lms.grading.actions import Marking
from lms.intakes.spans import planned_end
from lms.logbook import actions as logbook_actions
from lms.logbook.duration import minutes_of
from lms.logbook.models import LogEntry
from lms.logbook.writing import Met, Writing
from lms.placements.actions import place
from lms.placements.calendar import Stretch
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from lms.stretches.actions import assess
from lms.stretches.closings import close

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
        phases.pause(log, spec.get("pauses", []))
        for number, entry in enumerate(spec["entries"]):
            _keep(log, entry, number)
        for stretch, said in (spec.get("months") or spec.get("weeks", {})).items():
            _close(log, int(stretch), said)
        phases.reach(log, spec.get("milestones", {}))
        if "ended" in spec["placement"]:
            _end(log.placement)


def _begin(world: World, author: str, spec: Spec) -> Log:
    trainee, supervisor = world.people[author], world.people[spec["supervisor"]]
    course = second_marks.course_of(world, author, spec)
    starts_on = first_day(spec, today=moments.today(world.at, trainee.time_zone))
    factor = 2 if "part_time" in spec else 1
    agreed = starts_on - timedelta(days=4)
    placement = place(
        world.enrolments[author],
        course=course,
        project=world.projects[spec["project"]],
        supervisor=supervisor,
        starts_on=starts_on,
        ends_on=_last_day(spec, course, starts_on, factor),
        calendar_factor=factor,
        at=moments.morning(agreed, supervisor.time_zone, 0, at=world.at),
    )
    placement.time_zone = trainee.time_zone  # they work at home, whatever zone the edition keeps
    signed_at = moments.morning(starts_on, trainee.time_zone, 0, at=world.at) - timedelta(hours=2)
    agreements.sign(placement, spec["project"], at=signed_at)
    people = world.people
    return Log(placement, trainee, supervisor, people["coordinator"], people["assessor"], world.at)


def _last_day(spec: Spec, course: Course, first: date, factor: int) -> date:
    """As the course plans it, unless the text has it shorter."""
    if "lasts" in spec:
        return first + timedelta(days=int(spec["lasts"]) - 1)
    return planned_end(course, first, calendar_factor=factor)


def _keep(log: Log, spec: Spec, number: int) -> None:
    day = log.day(spec)
    recorded = log.evening(day + timedelta(days=int(spec.get("late", 0))), number)
    sent = log.at - timedelta(minutes=20 + 9 * number) if "sent" in spec else recorded
    received = max(recorded, sent)
    writing = _writing(log, spec, day)
    entry = logbook_actions.write(
        log.placement, uuid4(), writing, base=None, recorded_at=recorded, at=received
    )
    logbook_actions.submit(entry, at=received)
    entry.placement = log.placement
    evidence.add(log, entry, spec.get("photos", []), at=received)
    for event in spec.get("then", []):
        received = _happens(log, entry, writing, event, since=received)


def _writing(log: Log, spec: Spec, day: date) -> Writing:
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
        met=tuple(_met(actor) for actor in spec.get("actors", [])),
        **_words(log, spec, day),
    )


def _met(actor: Spec) -> Met:
    who = Named(actor["name"], actor["kind"], actor.get("consent", ""))
    return Met(who, actor.get("role", ""), actor["people"], actor["women"], actor["men"])


def _words(log: Log, spec: Spec, day: date) -> dict[str, Any]:
    return {column: log.words(spec[name], day) for name, column in FIELDS.items() if name in spec}


def _happens(
    log: Log, entry: LogEntry, writing: Writing, event: Spec, *, since: datetime
) -> datetime:
    """One thing that came after: a decision in the morning, or a new version in the evening."""
    who = log.trainee if "rewrite" in event else log.supervisor
    day = moments.working_day(moments.today(since, who.time_zone), int(event["after"]))
    number = entry.id.int
    if "rewrite" in event:
        moment = log.evening(day, number)
        again = replace(writing, **_words(log, event["rewrite"], writing.activity_date))
        base = entry.current_id
        logbook_actions.write(
            log.placement, entry.id, again, base=base, recorded_at=moment, at=moment
        )
        logbook_actions.submit(entry, at=moment)
    else:
        moment = log.morning(day, number)
        _decide(log, entry, event, moment)
    return moment


def _decide(log: Log, entry: LogEntry, event: Spec, moment: datetime) -> None:
    assert entry.current_id is not None  # noqa: S101  # it was written just before
    version, by = entry.current_id, log.supervisor
    if "return" in event:
        reviewing.return_entry(entry, version=version, by=by, reason=event["return"], at=moment)
    elif "query" in event:
        reviewing.query(entry, version=version, by=by, reason=event["query"], at=moment)
    else:
        minutes = minutes_of(event["hours"]) if "hours" in event else entry.minutes
        reviewing.approve(
            entry, version=version, by=by, minutes=minutes, comment=event["approve"], at=moment
        )


def _close(log: Log, number: int, spec: Spec) -> None:
    """What came at the end of a week or month: the trainee's reflection, then the assessment.

    One that is `idle` was without work, and says why.
    """
    stretch = log.stretch(number)
    handed_in = log.evening(stretch.last, number)
    if "reflection" in spec:
        phases.reflect(log, stretch, spec["reflection"])
        close(log.placement, stretch, reason="", by=log.trainee, at=handed_in)
    if "idle" in spec:
        close(log.placement, stretch, reason=spec["idle"], by=log.trainee, at=handed_in)
    else:
        _assess(log, stretch, spec)


def _assess(log: Log, stretch: Stretch, spec: Spec) -> None:
    """And the step of the ladder, where the supervisor said one that week."""
    at = log.evening(moments.working_day(stretch.last, 1), stretch.number, of=log.supervisor)
    levels = {name: int(level) for name, level in spec["levels"].items()}
    assess(
        log.placement,
        stretch.target,
        Marking(library().rubrics["log"], levels, spec["comment"]),
        by=log.supervisor,
        at=at,
    )
    second_marks.settle(log, stretch.target, spec.get("second", {}))
    if said := spec.get("entrusted"):
        entrust(log.placement, int(said["step"]), seen=said["seen"], by=log.supervisor, at=at)


def _end(placement: Placement) -> None:
    """Its supervisor has nobody to follow there any more."""
    for assignment in placement.assignments:
        assignment.until_on = placement.ends_on + timedelta(weeks=2)
