"""Pages of a course, and who sees what of them."""

import re
from datetime import datetime

import pytest

from lms.db import db
from lms.editions import actions as editions
from lms.editions.models import Enrolment, Role
from lms.learning import actions
from tests.people import People, a_person, an_edition, enrol
from tests.visitor import Visitor

COURSE = "/courses/cluster-broker"
DAY = f"{COURSE}/days/a1"
LESSON = f"{COURSE}/a1-1"
PERIOD = f"{COURSE}/fieldwork/w1"
MEMBERS_ONLY = (DAY, LESSON, PERIOD, f"{DAY}/quiz")
EVERYONE_WITH_AN_ACCOUNT = (
    "stranger",
    "outsider",
    "trainee",
    "classmate",
    "trainer",
    "supervisor",
    "assessor",
    "coordinator",
    "other_coordinator",
    "administrator",
)


def test_a_visitor_sees_what_the_course_is_and_no_link_that_would_refuse_them(
    visitor: Visitor,
) -> None:
    visitor.get(COURSE)

    text = visitor.text()
    for sentence in (
        "Isolation, not size",
        "Two loops",
        "Week 1 in the field",
        "36 h in a real cluster or network",
        "Deliverables of the fieldwork 30%",
        "90% of the fieldwork hours",
        "level 3 or better on its critical criteria",
        "Explain clusters",
    ):
        assert sentence in text
    assert "Your progress" not in text
    links = {link.attrs["href"] for link in visitor.all("main a")}
    assert links == {
        "/login?next=/courses/cluster-broker",
        f"{COURSE}/reading",
        "/glossary",
        "/guides",
    }


@pytest.mark.parametrize("path", MEMBERS_ONLY)
def test_a_visitor_is_asked_to_sign_in(visitor: Visitor, path: str) -> None:
    assert visitor.get(path, status=303).location == f"/login?next={path}"


@pytest.mark.parametrize("path", [COURSE, *MEMBERS_ONLY])
@pytest.mark.parametrize("name", EVERYONE_WITH_AN_ACCOUNT)
def test_everybody_with_an_account_may_read(
    visitor: Visitor, people: People, name: str, path: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(path)


@pytest.mark.parametrize(
    "path",
    [
        "/courses/nothing",
        "/courses/nothing/days/a1",
        f"{COURSE}/days/a9",
        f"{COURSE}/a1-9",
        f"{COURSE}/fieldwork/w9",
        f"{COURSE}/days/a9/quiz",
    ],
)
def test_what_is_not_taught_is_not_found(visitor: Visitor, people: People, path: str) -> None:
    visitor.signed_in(people.trainee).get(path, status=404)


def test_a_trainee_sees_their_own_progress(
    visitor: Visitor, trainee: Enrolment, people: People, now: datetime
) -> None:
    actions.complete(trainee, "cluster-broker/a1-1", at=now)

    visitor.signed_in(people.trainee).get(COURSE)

    text = visitor.text()
    assert re.search(r"Your next step Two loops (Was planned|Planned) for .+ Day 1, lesson 2", text)
    assert "1 of 3 Lessons" in text or "Lessons1 of 3" in text or "Lessons 1 of 3" in text


def test_nobody_elses_progress_is_shown(
    visitor: Visitor, trainee: Enrolment, people: People, now: datetime
) -> None:
    actions.complete(trainee, "cluster-broker/a1-1", at=now)

    visitor.signed_in(people.classmate).get(COURSE)

    assert "Your next step Too small, or too alone?" in visitor.text()


@pytest.mark.parametrize("name", ["trainer", "coordinator", "administrator", "other_coordinator"])
def test_who_teaches_the_course_reads_the_script(
    visitor: Visitor, people: People, name: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(DAY)

    assert "the hidden card" in visitor.text()


@pytest.mark.parametrize(
    "name", ["trainee", "classmate", "supervisor", "assessor", "outsider", "stranger"]
)
def test_nobody_else_reads_the_script(visitor: Visitor, people: People, name: str) -> None:
    visitor.signed_in(getattr(people, name)).get(DAY)

    assert "Sort ten cards." in visitor.text()
    assert "hidden card" not in visitor.text()
    assert "Trainer's script" not in visitor.text()


def test_a_trainer_of_another_course_does_not_read_the_script(
    visitor: Visitor, people: People
) -> None:
    elsewhere = an_edition(course_id="network-broker", name="Networks")
    trainer = a_person("ines")
    enrol(trainer, elsewhere, Role.TRAINER)

    visitor.signed_in(trainer).get(DAY)

    assert "hidden card" not in visitor.text()


def test_an_ended_trainer_does_not_read_the_script(visitor: Visitor, people: People) -> None:
    trainer = people.trainer
    row = db.session.query(Enrolment).filter_by(user_id=trainer.id).one()
    editions.end(row, at=row.created_at)

    visitor.signed_in(trainer).get(DAY)

    assert "hidden card" not in visitor.text()


def test_a_day_shows_what_it_holds(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get(DAY)

    text = visitor.text()
    for sentence in (
        "Day 1 of 2",
        "By the evening you can tell size from isolation.",
        "Many troubles come from isolation.",
        "6 questions",
        "Practice",
        "Field log",
        "The mill",
        "Marshall, Principles of Economics",
        "Next day",
    ):
        assert sentence in text


def test_a_borrowed_day_stays_in_the_course_that_borrows_it(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.stranger).get("/courses/network-broker/days/a1")

    links = [link.attrs["href"] for link in visitor.all(".lesson-row a")]
    assert links == ["/courses/network-broker/a1-1", "/courses/network-broker/a1-2"]


@pytest.mark.parametrize("piece", ["a1-1", "days/a1"])
def test_a_link_into_the_owners_course_leads_a_trainee_home(
    visitor: Visitor, people: People, piece: str
) -> None:
    """Texts of a borrowed day link to the course that owns it, where nothing would count."""
    trainee = a_person("ines")
    enrol(trainee, an_edition(course_id="network-broker", name="Networks"), Role.TRAINEE)

    response = visitor.signed_in(trainee).get(f"{COURSE}/{piece}", status=303)

    assert response.location == f"/courses/network-broker/{piece}"
    visitor.get(response.location)


def test_what_only_the_other_course_has_is_read_there(visitor: Visitor, people: People) -> None:
    trainee = a_person("ines")
    enrol(trainee, an_edition(course_id="network-broker", name="Networks"), Role.TRAINEE)

    visitor.signed_in(trainee).get(f"{COURSE}/a2-1")

    assert "I have worked through this lesson" not in visitor.text()


def test_a_lesson_says_where_the_reader_is_and_what_comes_next(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.stranger).get(LESSON)

    text = visitor.text()
    for sentence in (
        "Lesson 1 of 2",
        "25 min",
        "Firms that stand alone buy dear.",
        "Sources: Own method: Too small, or too alone?",
        "The mill",
    ):
        assert sentence in text
    following = visitor.all(".lesson-nav a")
    assert [(link.attrs["rel"], link.attrs["href"]) for link in following] == [
        ("prev", DAY),
        ("next", f"{COURSE}/a1-2"),
    ]


def test_the_last_lesson_of_a_day_leads_to_its_quiz(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get(f"{COURSE}/a1-2")

    following = visitor.all(".lesson-nav a")
    assert [link.attrs["href"] for link in following] == [f"{COURSE}/a1-1", f"{DAY}/quiz"]


def test_a_text_that_is_not_translated_says_so_and_names_its_language(
    visitor: Visitor, people: People
) -> None:
    people.trainee.language = "fr"

    visitor.signed_in(people.trainee).get(LESSON)

    assert visitor.all("h1")[0].attrs["lang"] == "en"
    assert visitor.all(".prose")[0].attrs["lang"] == "en"
    assert visitor.all(".notice")


def test_a_week_of_fieldwork_says_what_to_hand_in(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get(PERIOD)

    text = visitor.text()
    for sentence in (
        "Fieldwork, week 1",
        "18 h",
        "Walk through the place.",
        "First impressions.",
        "Site note",
        "Whom did you not meet?",
        "Week 2 in the field",
    ):
        assert sentence in text
