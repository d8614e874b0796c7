"""A course may ask for a share of its class; then the award waits for it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from lms import content
from lms.class_sessions import actions
from lms.class_sessions.rates import records_in
from lms.class_sessions.units import Share
from lms.completion.requirements import Requirement, requirements_for
from lms.editions.models import Enrolment
from tests.class_sessions.factories import a_session, marked
from tests.people import People
from tests.visitor import Visitor

SMALL = Path(__file__).parent.parent / "learning" / "library"


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[None]:
    """A course whose award asks for 80 % of the class."""
    before = content.root()
    copytree(SMALL, tmp_path / "library")
    outline = tmp_path / "library/courses/cluster-broker/course.yml"
    text = outline.read_text(encoding="utf-8")
    text = text.replace("hours_share: 0.90}", "hours_share: 0.90, attendance_share: 0.80}")
    outline.write_text(text, encoding="utf-8")
    content.configure(tmp_path / "library")
    yield
    content.configure(before)


def asked(app: Flask, trainee: Enrolment, now: datetime) -> list[Requirement]:
    with app.test_request_context("/"):
        return [row for row in requirements_for(trainee) if row.key == "attendance"]


def test_a_course_that_does_not_ask_offers_it_to_its_editions(
    app: Flask, trainee: Enrolment, now: datetime
) -> None:
    assert [(row.title, row.offered) for row in asked(app, trainee, now)] == [
        ("Attend at least 80% of the class", True)
    ]


@pytest.mark.usefixtures("asking")
def test_it_counts_what_was_attended_against_the_whole_timetable(
    app: Flask, people: People, trainee: Enrolment, now: datetime, statements: list[str]
) -> None:
    first = a_session(people.edition, minutes=360)
    a_session(people.edition, minutes=240, title="To come", kind="online")
    a_session(people.edition, minutes=600, title="Talk", kind="supervision")
    off = a_session(people.edition, minutes=600, title="Off")
    actions.cancel(off, why="Strike.", at=now)
    marked(first, trainee, "present", by=people.trainer)
    statements.clear()

    assert asked(app, trainee, now) == [
        Requirement(
            "attendance",
            "Attend at least 80% of the class",
            met=False,
            detail="6 of 10 units attended, 8 needed",
            href=f"/editions/{people.edition.id}/timetable",
        )
    ]
    assert len(statements) == 1


@pytest.mark.usefixtures("asking")
def test_it_is_met_once_enough_is_attended(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    for title, status in (("a", "present"), ("b", "present"), ("c", "excused")):
        session = a_session(people.edition, minutes=120, title=title)
        marked(session, trainee, status, by=people.trainer)

    assert [(row.met, row.detail) for row in asked(app, trainee, now)] == [
        (True, "5 of 6 units attended, 5 needed")
    ]


@pytest.mark.usefixtures("asking")
def test_without_a_timetable_it_is_not_met(app: Flask, trainee: Enrolment, now: datetime) -> None:
    assert [(row.met, row.detail) for row in asked(app, trainee, now)] == [
        (False, "The timetable is not made yet")
    ]


@pytest.mark.usefixtures("asking")
def test_what_is_left_shows_it_within_the_statements_of_a_page(
    visitor: Visitor, people: People
) -> None:
    a_session(people.edition)

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}")

    assert "Attend at least 80% of the class" in visitor.text()
    assert "0 of 3 units attended, 3 needed" in visitor.text()


def test_records_of_many_are_those_of_each(
    people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    for number, status in enumerate(("late", "absent", "excused")):
        session = a_session(people.edition, title=f"Round {number}")
        marked(session, trainee, status, by=people.trainer)
        if number:
            marked(session, classmate, "present", by=people.trainer, units=1)

    found = records_in(people.edition, [trainee, classmate])

    assert {number: row.so_far for number, row in found.items()} == {
        trainee.id: Share(4, 9),
        classmate.id: Share(2, 6),
    }
    assert {row.whole for row in found.values()} == {9}
