"""What fieldwork asks for the award, seen through the list that learning keeps."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms import content
from lms.completion.requirements import Requirement, requirements_for
from lms.db import db
from lms.editions.models import Enrolment
from lms.grading.marks import reaches
from lms.placements.models import Placement
from tests.fieldwork.award import GOOD, SMALL, approve, assess, two_weeks_of_ten_hours
from tests.people import People, enrolment_of


@pytest.fixture(autouse=True)
def small_library() -> Iterator[None]:
    """Its course asks for 36 hours in two weeks; its log has one critical criterion, follow-up."""
    before = content.root()
    content.configure(SMALL)
    yield
    content.configure(before)


@pytest.fixture
def placement(people: People) -> Placement:
    return two_weeks_of_ten_hours(people)


def asked(app: Flask, enrolment: Enrolment) -> dict[str, Requirement]:
    with app.test_request_context():
        rows = requirements_for(enrolment)
    return {row.key: row for row in rows if row.key in {"hours", "log"}}


def test_nine_tenths_of_the_pinned_hours_are_enough(app: Flask, placement: Placement) -> None:
    approve(placement, 1079)
    short = asked(app, placement.enrolment)["hours"]
    approve(placement, 1)
    enough = asked(app, placement.enrolment)["hours"]

    assert (short.met, short.minutes) == (False, 1079)
    assert (enough.met, enough.minutes) == (True, 1080)
    assert enough.detail == "18 h approved, 18 h needed"
    assert enough.href == f"/placements/{placement.id}"


def test_every_week_is_assessed_at_the_level(app: Flask, placement: Placement) -> None:
    assess(placement, 1, GOOD)
    half = asked(app, placement.enrolment)["log"]
    assess(placement, 2, GOOD)
    whole = asked(app, placement.enrolment)["log"]

    assert (half.met, half.detail) == (False, "1 of 2 weeks · not assessed yet: 2")
    assert (whole.met, whole.detail) == (True, "2 of 2 weeks")


def test_a_week_below_the_level_is_named(app: Flask, placement: Placement) -> None:
    assess(placement, 1, GOOD)
    assess(placement, 2, GOOD | {"follow-up": 2})

    row = asked(app, placement.enrolment)["log"]

    assert (row.met, row.detail) == (False, "1 of 2 weeks · below the level: 2")


@pytest.mark.parametrize(
    ("levels", "enough"),
    [
        ({"facts": 2, "follow-up": 3}, True),
        ({"facts": 4, "follow-up": 4}, True),
        ({"facts": 4, "follow-up": 2}, False),
        ({"facts": 1, "follow-up": 4}, False),
        ({"follow-up": 4}, False),
        ({}, False),
    ],
)
def test_critical_criteria_reach_the_level_and_none_lies_below_the_floor(
    levels: dict[str, int], enough: bool
) -> None:
    found = content.library()

    award = found.courses["cluster-broker"].award

    assert reaches(found.rubrics["log"], levels, award) is enough


@pytest.mark.parametrize(
    "mark", [{"rubric": "deliverable"}, {"released": False}], ids=["other rubric", "not released"]
)
def test_only_the_released_log_rubric_counts(
    app: Flask, placement: Placement, mark: dict[str, str | bool]
) -> None:
    assess(placement, 1, GOOD)
    assess(placement, 2, GOOD, **mark)  # type: ignore[arg-type]  # one of two keywords

    assert asked(app, placement.enrolment)["log"].met is False


def test_before_a_placement_the_course_of_today_is_asked(app: Flask, people: People) -> None:
    found = asked(app, enrolment_of(people.trainee, people.edition))

    assert {key: (row.met, row.detail, row.href) for key, row in found.items()} == {
        "hours": (False, "0 h approved, 32 h 24 needed", "/fieldwork"),
        "log": (False, "0 of 2 weeks · not assessed yet: 1, 2", "/fieldwork"),
    }


def test_a_placement_that_was_given_up_does_not_count(app: Flask, placement: Placement) -> None:
    approve(placement, 1200)
    placement.state = "withdrawn"
    db.session.commit()

    assert asked(app, placement.enrolment)["hours"].minutes == 0


def test_learning_lists_it_after_its_own(app: Flask, placement: Placement) -> None:
    with app.test_request_context():
        rows = requirements_for(placement.enrolment)

    own = [row.key for row in rows if row.key in {"lessons", "quizzes", "hours", "log"}]
    assert own == ["lessons", "quizzes", "hours", "log"]


@pytest.mark.parametrize("weeks", [1, 3])
def test_it_takes_one_statement(
    app: Flask, placement: Placement, statements: list[str], weeks: int
) -> None:
    for week in range(1, weeks + 1):
        approve(placement, 60)
        assess(placement, week, GOOD)
    enrolment = placement.enrolment
    statements.clear()

    asked(app, enrolment)

    assert len([sql for sql in statements if sql.startswith("SELECT")]) == 1
