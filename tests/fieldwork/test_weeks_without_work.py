"""Weeks closed without work, each with its reason: no missed weeks, until opened again."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from lms import content
from lms.completion.requirements import requirements_for
from lms.db import db
from lms.fieldwork.log_marks import log_marks
from lms.placements.models import Placement
from lms.stretches.models import Closing
from tests.fieldwork.award import GOOD, SMALL, assess, two_weeks_of_ten_hours
from tests.fieldwork.factories import a_placement, a_year
from tests.people import People
from tests.visitor import Visitor


def without_work(placement: Placement, target: str) -> Closing:
    row = Closing(
        placement_id=placement.id,
        target=target,
        number=1,
        kind="none",
        reason="The monsoon closed the road to the village for the whole time.",
        closed_at=datetime.now(UTC),
    )
    db.session.add(row)
    db.session.commit()
    return row


def open_again(closing: Closing, people: People) -> None:
    closing.reopened_at, closing.reopened_by = datetime.now(UTC), people.supervisor
    db.session.commit()


def rhythm(visitor: Visitor, page: str) -> str:
    """Both pages that say it."""
    visitor.get(page)
    said = visitor.text()
    visitor.get(f"{page}/charts")
    words = [part for part in ("0 of 1 week on plan.", "0 of the last 2 weeks") if part in said]
    assert all(part in visitor.text() for part in words)
    return "".join(words)


def test_the_rhythm_leaves_it_out(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, days_ago=14)
    visitor.signed_in(people.trainee)
    page = f"/placements/{placement.id}"
    assert rhythm(visitor, page) == "0 of the last 2 weeks"

    closing = without_work(placement, "week:1")
    assert rhythm(visitor, page) == "0 of 1 week on plan."
    open_again(closing, people)
    assert rhythm(visitor, page) == "0 of the last 2 weeks"


def test_the_strip_of_weeks_does_not_warn_of_it(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, days_ago=14)
    placement.requirement_set.rules = {
        "periods": [{"weeks": [1, 2], "minutes": 6300}],
        "entries_per_week_min": 4,
    }
    without_work(placement, "week:1")

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}")

    weeks = [node.to_text() for node in visitor.all(".stretch-strip li a")]
    assert ["missing" in said for said in weeks[:2]] == [False, True]


def test_it_does_not_stand_in_the_way_of_signing_off(visitor: Visitor, people: People) -> None:
    placement = a_year(people, days_ago=70)
    placement.state = "completing"
    blocked = ("Month 1 is not assessed yet", "Month 1 holds less than is asked of it")
    visitor.signed_in(people.supervisor).get(f"/placements/{placement.id}/sign-off")
    assert [said in visitor.text() for said in blocked] == [True, True]

    without_work(placement, "month:1")

    visitor.get(f"/placements/{placement.id}/sign-off")
    assert [said in visitor.text() for said in blocked] == [False, False]
    assert "Month 2 is not assessed yet" in visitor.text()


@pytest.fixture
def small_library() -> Iterator[None]:
    """Its course has two weeks of fieldwork."""
    before = content.root()
    content.configure(SMALL)
    yield
    content.configure(before)


@pytest.mark.usefixtures("small_library")
def test_the_award_and_the_marks_ask_for_the_other_weeks(app: Flask, people: People) -> None:
    placement = two_weeks_of_ten_hours(people)
    assess(placement, 1, GOOD)
    closing = without_work(placement, "week:2")

    assert asked(app, placement) == (True, "1 of 1 week", ["week:1"])
    open_again(closing, people)
    assert asked(app, placement) == (
        *(False, "1 of 2 weeks · not assessed yet: 2"),
        ["week:1", "week:2"],
    )


@pytest.mark.usefixtures("small_library")
def test_assessed_all_the_same_it_counts(app: Flask, people: People) -> None:
    """The supervisor did not let it pass as a week without work."""
    placement = two_weeks_of_ten_hours(people)
    assess(placement, 1, GOOD)
    without_work(placement, "week:2")
    assess(placement, 2, GOOD | {"follow-up": 2})

    assert asked(app, placement) == (
        *(False, "1 of 2 weeks · below the level: 2"),
        ["week:1", "week:2"],
    )


def asked(app: Flask, placement: Placement) -> tuple[bool, str, list[str]]:
    """Whether the log is good enough, what is said of it, and the parts of its mark."""
    with app.test_request_context():
        enrolment = placement.enrolment
        row = next(row for row in requirements_for(enrolment) if row.key == "log")
        parts = log_marks(enrolment.edition, [enrolment])[enrolment.id]
    return row.met, row.detail, [part.key for part in parts]


def test_nobody_is_asked_to_assess_it(visitor: Visitor, people: People) -> None:
    placement = a_year(people, days_ago=40)
    visitor.signed_in(people.supervisor).get("/")
    assert "Assess month 1" in visitor.text()

    without_work(placement, "month:1")

    visitor.get("/")
    assert "Assess month 1" not in visitor.text()
