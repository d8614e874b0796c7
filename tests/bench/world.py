"""A database of a stated size, written in bulk: editions of trainees deep in their fieldwork."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import insert

from lms.accounts import passwords
from lms.accounts.models import SignIn, User
from lms.content import library
from lms.db import Model, db
from lms.editions.models import Edition, Enrolment
from lms.learning.models import LessonCompletion
from lms.logbook.models import HourLedger, LogEntry, LogEntryVersion, Review
from lms.logbook.vocabulary import ACTIVITIES, CATEGORY_OF
from lms.placements import requirements
from lms.placements.models import Placement, SupervisorAssignment
from lms.projects.models import Project
from tests.bench import quizzes
from tests.bench.classes import CLASSES, HELD

COURSE = "cluster-broker"
PLACES = {"course": COURSE, "day": "a1", "lesson": "a1-1", "case": "bagru", "edition": 1}
TRAINEES, LESSONS_READ, ENTRIES, WAITING = 200, 20, 50, 1  # in an edition; then of each trainee
PASSWORD = "four words in a row"
SENDING = 20  # trainees who send forms, each their own
TEXT = "Went to the yard of the printers with two owners and wrote down how they buy their cloth. "
SPACE = UUID("6f1c1d2e-0000-4000-8000-000000000000")
NOW = datetime.now(UTC).replace(microsecond=0)
Row = dict[str, Any]


@dataclass(frozen=True)
class World:
    """What the pages need: who signs in with which cookie, and what stands in addresses."""

    cookies: dict[str, str]
    places: dict[str, Any]
    size: dict[str, int]
    unread: list[str]  # lessons that the trainee has not finished


def fill(scale: int) -> World:
    """`scale` editions of 200 trainees; ids are counted here, so that rows go in without asking."""
    set_id = requirements.pin(library().courses[COURSE], at=NOW).id
    project = Project(
        name="Printers of the river quarter",
        kind="cluster",
        place="Bagru",
        country="IN",
        sector="Textiles",
        created_at=NOW,
    )
    db.session.add(project)
    db.session.flush()
    _write(User, _users(scale))
    _write(Edition, _editions(scale))
    _write(Enrolment, _enrolments(scale))
    _write(LessonCompletion, _completions(scale))
    _write(Placement, _placements(scale, project.id, set_id))
    _write(SupervisorAssignment, _assignments(scale))
    for model, rows in (
        (LogEntry, _entries),
        (LogEntryVersion, _versions),
        (Review, _reviews),
        (HourLedger, _ledger),
        *CLASSES,
    ):
        _write(model, rows(scale))
    taken = quizzes.fill(_write, COURSE, scale * TRAINEES, NOW)
    cookies = {"administrator": 1, "coordinator": 2, "supervisor": 3, "trainee": trainee_id(0)}
    cookies |= {f"trainee {number}": trainee_id(number) for number in range(SENDING)}
    _write(SignIn, (_sign_in(name, user) for name, user in cookies.items()))
    db.session.commit()
    return World(
        {name: _token(name) for name in cookies},
        {
            **PLACES,
            "session": HELD,
            "project": project.id,
            "placement": 1,
            "entry": entry_id(0, 3),
            "waiting": entry_id(7, 0),
            **taken,
        },
        {"trainees": scale * TRAINEES, "log entries": scale * TRAINEES * ENTRIES},
        [lesson.id for lesson in library().courses[COURSE].lessons][LESSONS_READ:],
    )


def _write(model: type[Model], rows: Iterator[Row]) -> None:
    while chunk := list(islice(rows, 2000)):
        db.session.execute(insert(model), chunk)


def email(user: int) -> str:
    return f"person-{user:07}@bench.example"


def trainee_id(number: int) -> int:
    """User ids: 1 administrator, 2 coordinator, then one supervisor and 200 trainees an edition."""
    edition, place = divmod(number, TRAINEES)
    return 3 + edition * (TRAINEES + 1) + 1 + place


def _supervisor(edition: int) -> int:
    return 3 + edition * (TRAINEES + 1)


def _users(scale: int) -> Iterator[Row]:
    signs_in = passwords.hashed(PASSWORD)
    for number in range(1, 3 + scale * (TRAINEES + 1)):
        role = {1: "administrator", 2: "coordinator"}.get(number)
        yield {
            "id": number,
            "email": email(number),
            "name": f"Person {number} of the Bench",
            "site_role": role,
            "language": "en",
            "time_zone": "Asia/Kolkata",
            "password_hash": signs_in if number == trainee_id(0) else "none",
            "created_at": NOW,
        }


def _editions(scale: int) -> Iterator[Row]:
    for number in range(scale):
        yield {
            "id": number + 1,
            "course_id": COURSE,
            "name": f"Cluster brokers, intake {number + 1}",
            "country": "IN",
            "time_zone": "Asia/Kolkata",
            "created_at": NOW,
            "starts_on": (NOW - timedelta(days=40)).date(),
            "ends_on": (NOW + timedelta(days=40)).date(),
        }


def _enrolments(scale: int) -> Iterator[Row]:
    for number in range(scale * TRAINEES):
        edition = number // TRAINEES
        yield _enrolment(number + 1, edition, trainee_id(number), "trainee")
    after = scale * TRAINEES + 1
    for edition in range(scale):
        yield _enrolment(after + 2 * edition, edition, _supervisor(edition), "supervisor")
        yield _enrolment(after + 2 * edition + 1, edition, 2, "coordinator")


def _enrolment(number: int, edition: int, user: int, role: str) -> Row:
    return {
        "id": number,
        "edition_id": edition + 1,
        "user_id": user,
        "role": role,
        "created_at": NOW,
    }


def _completions(scale: int) -> Iterator[Row]:
    lessons = [lesson.ref for lesson in library().courses[COURSE].lessons][:LESSONS_READ]
    for number in range(scale * TRAINEES):
        for lesson in lessons:
            yield {"enrolment_id": number + 1, "lesson": lesson, "completed_at": NOW}


def _placements(scale: int, project: int, set_id: int) -> Iterator[Row]:
    for number in range(scale * TRAINEES):
        yield {
            "id": number + 1,
            "enrolment_id": number + 1,
            "project_id": project,
            "requirement_set_id": set_id,
            "time_zone": "Asia/Kolkata",
            "created_at": NOW,
            "starts_on": (NOW - timedelta(days=25)).date(),
            "ends_on": (NOW + timedelta(days=17)).date(),
        }


def _assignments(scale: int) -> Iterator[Row]:
    for number in range(scale * TRAINEES):
        yield {
            "placement_id": number + 1,
            "user_id": _supervisor(number // TRAINEES),
            "role": "primary",
            "from_on": (NOW - timedelta(days=25)).date(),
        }


def entry_id(trainee: int, entry: int) -> UUID:
    return uuid5(SPACE, f"entry {trainee} {entry}")


def _each(scale: int) -> Iterator[tuple[int, int, UUID, UUID]]:
    """(trainee, entry, its id, the id of its version) of every entry of the world."""
    for trainee in range(scale * TRAINEES):
        for entry in range(ENTRIES):
            yield trainee, entry, entry_id(trainee, entry), uuid5(SPACE, f"v {trainee} {entry}")


def _entries(scale: int) -> Iterator[Row]:
    for trainee, entry, id_, version in _each(scale):
        yield {
            "id": id_,
            "placement_id": trainee + 1,
            "minutes": 90,
            "current_id": version,
            "state": "submitted" if entry < WAITING else "approved",
            "created_at": NOW,
            "activity_date": _day(entry),
            "submitted_at": NOW - timedelta(hours=trainee % 300),
        }


def _versions(scale: int) -> Iterator[Row]:
    steps = [step.id for step in library().framework.steps]
    for _trainee_number, entry, id_, version in _each(scale):
        activity = list(ACTIVITIES)[entry % len(ACTIVITIES)]
        yield {
            "id": version,
            "entry_id": id_,
            "number": 1,
            "activity_date": _day(entry),
            "minutes": 90,
            "activity": activity,
            "category": CATEGORY_OF[activity],
            "step": steps[entry % len(steps)],
            "competencies": ["k1", "r1"],
            "place": "Bagru",
            "facts": TEXT * 5,
            "own_act": TEXT,
            "meaning": TEXT,
            "next_step": TEXT,
            "consent_given": True,
            "recorded_at": NOW,
            "received_at": NOW,
            "digest": str(version),
        }


def _reviews(scale: int) -> Iterator[Row]:
    for number, (trainee, entry, id_, version) in enumerate(_each(scale), start=1):
        if entry >= WAITING:
            yield {
                "id": number,
                "entry_id": id_,
                "version_id": version,
                "number": 1,
                "reviewer_id": _supervisor(trainee // TRAINEES),
                "decision": "approved",
                "minutes_allowed": 90,
                "comment": "Clear.",
                "decided_at": NOW,
            }


def _ledger(scale: int) -> Iterator[Row]:
    for number, (trainee, entry, id_, version) in enumerate(_each(scale), start=1):
        if entry >= WAITING:
            yield {
                "placement_id": trainee + 1,
                "entry_id": id_,
                "version_id": version,
                "review_id": number,
                "category": "field",
                "minutes": 90,
                "written_at": NOW,
            }


def _day(entry: int) -> Any:
    return (NOW - timedelta(days=entry % 25)).date()


def _token(name: str) -> str:
    return f"bench-{name}".replace(" ", "-")


def _sign_in(name: str, user: int) -> Row:
    later = NOW + timedelta(days=1)
    return {
        "token_hash": sha256(_token(name).encode()).hexdigest(),
        "user_id": user,
        "browser": "bench",
        "created_at": NOW,
        "seen_at": later,
        "confirmed_at": NOW,
        "idle_until": later,
        "ends_at": later,
        "idle_minutes": 1440,
    }
