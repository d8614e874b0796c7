"""People who are one day short of a certificate, written straight into a journey's database."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from lms.accounts import passwords
from lms.accounts.models import SiteRole, User
from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.grading.actions import Marking
from lms.learning.models import LessonCompletion
from lms.logbook import actions as logbook_actions
from lms.logbook.writing import Writing
from lms.placements.actions import place
from lms.placements.models import Placement
from lms.projects.models import Project
from lms.quizzes.models import QuizAttempt
from lms.reviews import actions as reviewing
from lms.stretches.actions import assess
from tests.fieldwork.factories import agree, shown_at_once
from tests.people import PASSWORD

COURSE = "cluster-broker"
ENTRY = 8 * 60  # minutes of each entry that is approved already


def build() -> None:
    """Trainee Ana lacks the last lesson, its quiz, a day of hours and the last week's grade."""
    now = datetime.now(UTC)
    course = library().courses[COURSE]
    edition = _edition(course, now)
    people = {role: _person(role, edition, now) for role in (Role.TRAINEE, Role.SUPERVISOR)}
    _person(Role.COORDINATOR, edition, now, site_role=SiteRole.COORDINATOR)
    _person(Role.TRAINER, edition, now)
    _administrator(now)
    trainee = people[Role.TRAINEE]
    _studied(trainee, course, now)
    _worked(_placed(trainee, people[Role.SUPERVISOR].user, course, now), course, now)
    db.session.commit()


def _edition(course: Course, now: datetime) -> Edition:
    edition = Edition(
        course_id=course.id,
        name="Cluster brokers, first intake",
        country="NI",
        starts_on=now.date() - timedelta(days=60),
        ends_on=now.date() + timedelta(days=10),
        created_at=now,
    )
    db.session.add(edition)
    return edition


def _administrator(now: datetime) -> None:
    person = User(
        email="administrator@journey.example",
        name="Ada Example",
        password_hash=passwords.hashed(PASSWORD),
        site_role=SiteRole.ADMINISTRATOR,
        created_at=now,
    )
    db.session.add(person)


def _person(
    role: Role, edition: Edition, now: datetime, *, site_role: SiteRole | None = None
) -> Enrolment:
    names = {
        "trainee": "Ana Pérez",
        "supervisor": "Sofia Okello",
        "coordinator": "Carlos Mora",
        "trainer": "Teresa Ndlovu",
    }
    person = User(
        email=f"{role.value}@journey.example",
        name=names[role.value],
        password_hash=passwords.hashed(PASSWORD),
        site_role=site_role,
        created_at=now,
    )
    enrolment = Enrolment(user=person, edition=edition, role=role.value, created_at=now)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def _studied(trainee: Enrolment, course: Course, now: datetime) -> None:
    for lesson in course.lessons[:-1]:
        db.session.add(
            LessonCompletion(enrolment_id=trainee.id, lesson=lesson.ref, completed_at=now)
        )
    for day in course.days[:-1]:
        _passed(trainee, day.ref, len(day.quiz.questions), now)
    for wanted in course.electives.of[: course.electives.required]:
        elective = library().electives[wanted]
        _passed(trainee, elective.ref, len(elective.quiz.questions), now)
    assert course.final_test is not None
    _passed(trainee, course.final_test_ref, course.final_test.questions, now)


def _passed(trainee: Enrolment, ref: str, count: int, now: datetime) -> None:
    db.session.add(
        QuizAttempt(
            enrolment_id=trainee.id,
            day=ref,
            number=1,
            started_at=now,
            finished_at=now,
            score=count,
            most=count,
            passed=True,
        )
    )


def _placed(trainee: Enrolment, supervisor: User, course: Course, now: datetime) -> Placement:
    project = Project(
        name="Block printers of Kesarpur",
        kind="cluster",
        place="Kesarpur",
        country="IN",
        sector="Hand-block printing",
        created_at=now,
    )
    placement = place(
        trainee,
        course=shown_at_once(course),
        project=project,
        supervisor=supervisor,
        starts_on=now.date() - timedelta(days=7 * _weeks(course) - 2),
        ends_on=now.date() + timedelta(days=1),
        at=now - timedelta(days=50),
    )
    agree(placement, at=now - timedelta(days=49))
    return placement


def _worked(placement: Placement, course: Course, now: datetime) -> None:
    """Hours short by one entry, and every week but the last one graded."""
    supervisor = placement.assignments[0].user
    needed = course.fieldwork.required_minutes * course.award.hours_share
    for number in range(int(needed) // ENTRY - (0 if int(needed) % ENTRY else 1)):
        day = placement.starts_on + timedelta(days=number % 7 * _weeks(course))
        writing = Writing(day, ENTRY, "visit", step="diagnosis", facts=f"Round {number}: 6 firms.")
        entry = logbook_actions.write(
            placement, uuid4(), writing, base=None, recorded_at=now, at=now
        )
        logbook_actions.submit(entry, at=now)
        seen = entry.current_id
        assert seen is not None
        reviewing.approve(entry, version=seen, by=supervisor, minutes=ENTRY, comment="", at=now)
    rubric = library().rubrics["log"]
    for week in range(1, _weeks(course)):
        levels = {row.id: 3 for row in rubric.criteria}
        marking = Marking(rubric, levels, "Clear counts. Next: a day for each next step.")
        assess(placement, f"week:{week}", marking, by=supervisor, at=now)


def _weeks(course: Course) -> int:
    return max(week for period in course.fieldwork.periods for week in period.weeks)
