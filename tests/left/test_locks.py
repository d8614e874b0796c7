"""Whatever is locked says why, and where to go to open it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from lms.content import library
from lms.db import db
from lms.editions.models import Enrolment
from lms.question_sets import actions as question_sets
from lms.question_sets.models import QuestionSet
from lms.quizzes.models import QuizAttempt
from tests.case_studies.posts import place
from tests.class_sessions.factories import a_session, check_in
from tests.deliverables.factories import MAP, a_placement, a_work, address, graded
from tests.fieldwork.factories import a_year
from tests.people import People
from tests.question_sets.factories import a_set
from tests.visitor import Visitor

Locked = tuple[str, str, str]
"""A page, why something on it is locked, and where its link leads."""


@pytest.fixture(autouse=True)
def small_library() -> None:
    """The courses and cases as they are shipped."""


def the_certificate(people: People, trainee: Enrolment) -> Locked:
    edition = f"/editions/{people.edition.id}"
    page = f"{edition}/people/{trainee.id}/certificate"
    return page, "When all are met, the coordinator", f"{edition}/left"


def the_rest_of_a_case(people: People, trainee: Enrolment) -> Locked:
    page = "/case-studies/bagru"
    return page, "The rest of the case opens when you have decided. To the decision", "#"


def the_discussion_of_a_case(people: People, trainee: Enrolment) -> Locked:
    why = "It would give the outcome away, so the discussion opens when you have decided"
    return place(people, case_id="bagru"), why, "/case-studies/bagru"


def a_case_paper(people: People, trainee: Enrolment) -> Locked:
    page = f"/editions/{people.edition.id}/case-studies/bagru/paper"
    return page, "begins when you have decided everywhere", "/case-studies/bagru"


def the_gate_of_a_later_phase(people: People, trainee: Enrolment) -> Locked:
    page = f"/placements/{a_year(people).id}/phases"
    return f"{page}/3", "Its gate opens after the milestone before it. To phase 2", f"{page}/2"


def check_in_before_its_time(people: People, trainee: Enrolment) -> Locked:
    session = a_session(people.edition, starts_in=timedelta(hours=2), has_check_in=True)
    page = f"/editions/{people.edition.id}/sessions/{session.id}"
    return check_in(session), "ten minutes before the start", page


def check_in_after_its_time(people: People, trainee: Enrolment) -> Locked:
    session = a_session(people.edition, has_check_in=True)
    page = f"/editions/{people.edition.id}/sessions/{session.id}"
    return check_in(session), "they can still mark you", page


def a_quiz_that_was_withdrawn(people: People, trainee: Enrolment) -> Locked:
    row, at = a_set(people.edition), datetime.now(UTC)
    answered = {"number": 1, "started_at": at, "finished_at": at, "score": 6, "most": 6}
    db.session.add(QuizAttempt(enrolment_id=trainee.id, day=row.ref, passed=True, **answered))
    question_sets.withdraw(db.session.get_one(QuestionSet, row.id), at=at)
    db.session.commit()
    shelf = f"/editions/{people.edition.id}/question-sets"
    return f"{shelf}/{row.id}/quiz", "Your trainers withdrew this quiz.", shelf


def a_deliverable_before_the_agreement(people: People, trainee: Enrolment) -> Locked:
    placement = a_placement(people)
    placement.state = "proposed"
    db.session.commit()
    agreement = f"/placements/{placement.id}/agreement"
    return address(placement), "when all have signed the agreement", agreement


def a_deliverable_before_the_first_day(people: People, trainee: Enrolment) -> Locked:
    placement = a_placement(people, days_ago=-3)
    placement.state = "agreed"
    db.session.commit()
    return address(placement), "when the fieldwork has begun, on", f"/placements/{placement.id}"


def a_deliverable_handed_in_for_the_last_time(people: People, trainee: Enrolment) -> Locked:
    placement = a_placement(people)
    graded(a_work(placement, name=MAP), by=people.supervisor, released=True, map=2)
    left = f"/editions/{people.edition.id}/left"
    return address(placement, name=MAP), "This was the last time that the course allows.", left


LOCKED = (
    the_certificate,
    the_rest_of_a_case,
    the_discussion_of_a_case,
    a_case_paper,
    the_gate_of_a_later_phase,
    check_in_before_its_time,
    check_in_after_its_time,
    a_quiz_that_was_withdrawn,
    a_deliverable_before_the_agreement,
    a_deliverable_before_the_first_day,
    a_deliverable_handed_in_for_the_last_time,
)


@pytest.fixture
def nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course in which a deliverable is handed in once."""
    course = library().courses["cluster-broker"]
    rule = course.deliverables.model_copy(update={"resubmissions": 0})
    monkeypatch.setitem(course.__dict__, "deliverables", rule)


@pytest.mark.usefixtures("nothing_twice")
@pytest.mark.parametrize("build", LOCKED, ids=lambda build: build.__name__)
def test_it_says_why_and_leads_to_what_opens_it(
    visitor: Visitor,
    people: People,
    trainee: Enrolment,
    build: Callable[[People, Enrolment], Locked],
) -> None:
    page, why, opens = build(people, trainee)

    visitor.signed_in(people.trainee).get(page)

    words, href = lock(visitor)
    assert why in words
    assert href.startswith(opens) if opens == "#" else href == opens
    if opens != "#":
        follow(visitor, href)


def follow(visitor: Visitor, href: str) -> None:
    """A session has no page of its own: its address leads to its place in the timetable."""
    visitor.get(href, status=303 if "/sessions/" in href else 200)


def lock(visitor: Visitor) -> tuple[str, str]:
    """Its words, and where its link leads."""
    (shown,) = visitor.all(".locked")
    return " ".join(shown.to_text().split()), str(shown.query("a")[0].attrs["href"])


def test_who_issues_the_certificate_is_told_too(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    page = f"/editions/{people.edition.id}/people/{trainee.id}"

    visitor.signed_in(people.coordinator).get(f"{page}/certificate")

    words, href = lock(visitor)
    assert words.startswith("The button to issue the certificate appears here when all are met.")
    assert href == f"{page}/left"


def test_what_is_open_has_no_lock(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    open_now = a_session(people.edition, starts_in=timedelta(minutes=-3), has_check_in=True)
    row, placement = a_set(people.edition), a_placement(people)

    visitor.signed_in(people.trainee)
    for page in (
        check_in(open_now),
        f"/editions/{people.edition.id}/question-sets/{row.id}/quiz",
        address(placement),
        "/courses/cluster-broker/test",
    ):
        visitor.get(page)
        assert visitor.all(".locked") == [], page
