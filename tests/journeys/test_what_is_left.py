"""A rule changes; a trainee finds what is left, the supervisor says ready, the trainee sees it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lms.accounts import passwords
from lms.accounts.models import SiteRole, User
from lms.completion import actions
from lms.completion.rules import Rule
from lms.content import library
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.learning.models import LessonCompletion
from lms.placements.actions import place
from lms.placements.models import Placement
from lms.projects.models import Project
from lms.quizzes.models import QuizAttempt
from lms.readiness import actions as readiness
from tests.fieldwork.factories import agree
from tests.journeys.conftest import Person, a_site
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
WHY = "Reading alone does not show that they can do it."
REASONS = "She led two meetings of the printers and they asked her to come again."


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


def build() -> None:
    """Lessons alone are asked so far.

    Bruno has read them all, Clara passed every quiz instead, Ana lacks the last of both.
    """
    now, course = datetime.now(UTC), library().courses["cluster-broker"]
    edition = _edition(now)
    coordinator = _person("Carlos Mora", Role.COORDINATOR, edition, site_role=SiteRole.COORDINATOR)
    supervisor = _person("Sofia Okello", Role.SUPERVISOR, edition)
    ana, bruno, clara = (
        _person(name, Role.TRAINEE, edition) for name in ("Ana Pérez", "Bruno Díaz", "Clara Osei")
    )
    rule, why = Rule.all_of(["lessons"]), "A short edition."
    actions.save_rule(edition, rule, why=why, by=coordinator.user, at=now)
    _read(ana, course.lessons[:-1])
    _passed(ana, course.days[:-1])
    _read(bruno, course.lessons)
    _passed(clara, course.days)
    _placed(ana, supervisor.user, course, now)
    ready = _placed(clara, supervisor.user, course, now)
    readiness.say(ready, "ready", reasons=REASONS, by=supervisor.user, at=now)
    db.session.commit()


def _edition(now: datetime) -> Edition:
    edition = Edition(
        course_id="cluster-broker",
        name="Cluster brokers, fourth intake",
        country="IN",
        starts_on=now.date() - timedelta(days=20),
        ends_on=now.date() + timedelta(days=80),
        created_at=now,
    )
    db.session.add(edition)
    return edition


def _person(
    name: str, role: Role, edition: Edition, *, site_role: SiteRole | None = None
) -> Enrolment:
    now = edition.created_at
    person = User(
        email=f"{name.split(maxsplit=1)[0].lower()}@journey.example",
        name=name,
        password_hash=passwords.hashed(PASSWORD),
        site_role=site_role,
        created_at=now,
    )
    enrolment = Enrolment(user=person, edition=edition, role=role.value, created_at=now)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def _read(trainee: Enrolment, lessons: Sequence[Lesson]) -> None:
    at = trainee.created_at
    db.session.add_all(
        LessonCompletion(enrolment_id=trainee.id, lesson=row.ref, completed_at=at)
        for row in lessons
    )


def _passed(trainee: Enrolment, days: Sequence[Day]) -> None:
    at = trainee.created_at
    db.session.add_all(
        QuizAttempt(
            enrolment_id=trainee.id,
            day=row.ref,
            number=1,
            started_at=at,
            finished_at=at,
            score=len(row.quiz.questions),
            most=len(row.quiz.questions),
            passed=True,
        )
        for row in days
    )


def _placed(trainee: Enrolment, supervisor: User, course: Course, now: datetime) -> Placement:
    project = Project(
        name=f"Block printers of {trainee.user.name}",
        kind="cluster",
        place="Kesarpur",
        country="IN",
        sector="Hand-block printing",
        created_at=now,
    )
    placement = place(
        trainee,
        course=course,
        project=project,
        supervisor=supervisor,
        starts_on=now.date() - timedelta(days=10),
        ends_on=now.date() + timedelta(days=40),
        at=now - timedelta(days=12),
    )
    agree(placement, at=now - timedelta(days=11))
    return placement


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "phone without scripts"])
def test_from_a_new_rule_to_the_word_that_meets_it(someone: Someone, scripts: bool) -> None:
    coordinator, trainee, supervisor = (someone(phone=not scripts, scripts=scripts) for _ in "cts")
    for person, name in [(coordinator, "carlos"), (trainee, "ana"), (supervisor, "sofia")]:
        person.signs_in(f"{name}@journey.example")

    changes_the_rule(coordinator)
    finds_what_is_left(trainee)
    says_ready(supervisor)
    sees_the_word(trainee)


def changes_the_rule(coordinator: Person) -> None:
    coordinator.goes_to("/editions/1/completion")
    for title, stands in [
        ("Work through every lesson", "Not asked"),
        ("Pass the quiz of every day", "Always needed"),
        ("Have your supervisor say that you are ready", "Always needed"),
    ]:
        coordinator.page.get_by_label(title).select_option(stands)
    coordinator.presses("See what it changes")
    told = coordinator.reads()
    assert "1 would lose 1 would gain 1 have other things left 0 see no change" in told
    assert "Would lose: all is met now, not with the new rule Bruno Díaz" in told
    assert "Would gain: all would be met at once Clara Osei" in told

    coordinator.presses("Save the new rule")
    assert "Write a reason. It stays in the history of rules." in coordinator.reads()
    coordinator.page.get_by_label("Why do you change it?").fill(WHY)
    coordinator.presses("Save the new rule")
    assert WHY in coordinator.reads()


def finds_what_is_left(trainee: Person) -> None:
    trainee.goes_to("/")
    trainee.follows("What is left")
    told, left = trainee.reads(), trainee.page.locator("[aria-labelledby=left]").inner_text()
    last = library().courses["cluster-broker"].lessons[-1]
    next_step = trainee.page.locator(".next-step h2").inner_text()
    assert next_step.startswith(f"Read “{last.title}”; it was planned for ")
    assert "2 things until the certificate" in told
    assert "Have your supervisor say that you are ready Nothing said yet" in told
    assert "Work through every lesson" not in left
    trainee.follows("Read the lesson")
    assert trainee.page.locator("h1").inner_text() == last.title


def says_ready(supervisor: Person) -> None:
    supervisor.goes_to("/placements/1/word")
    supervisor.presses("Say it")
    assert "Choose what you say." in supervisor.reads()
    supervisor.page.get_by_label("Ready", exact=True).check()
    supervisor.page.get_by_label("Your reasons").fill(REASONS)
    supervisor.presses("Say it")
    assert "Ready · Sofia Okello" in supervisor.reads()


def sees_the_word(trainee: Person) -> None:
    trainee.goes_to("/editions/1/left")
    assert "1 thing until the certificate" in trainee.reads()
    trainee.page.get_by_text("Done (1)").click()
    trainee.follows("Have your supervisor say that you are ready")
    assert f"Ready · Sofia Okello {REASONS}" in trainee.reads()
