"""What is drawn: whatever fails or nearly does, and a share that nobody can foresee."""

import pytest
from flask import Flask

from lms.content import library
from lms.content.award import SecondMarking
from lms.placements.requirements import rules_of
from lms.second_marks.drawing import lot_of, why_drawn
from tests.fieldwork import factories
from tests.people import People
from tests.second_marks.factories import levels, marked_twice, rules

RUBRIC = "log"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (levels(4), None),
        (levels(3), None),
        (levels(3, reflection=2), "failing"),  # critical
        (levels(3, facts=1), "failing"),  # below the floor
        (levels(3, facts=2), None),
    ],
    ids=["exemplary", "competent", "critical fails", "below the floor", "developing"],
)
def test_what_fails_is_always_drawn(people: People, given: dict[str, int], why: str | None) -> None:
    placement = marked_twice(people, share=1)
    subject = next(f"week:{n}" for n in range(1, 99) if lot_of(placement.id, f"week:{n}") > 0)

    assert why_drawn(placement, subject, library().rubrics[RUBRIC], given) == why


def test_what_is_near_the_pass_mark_is_always_drawn(people: People) -> None:
    placement = marked_twice(people)
    placement.requirement_set = rules(1, borderline=30)
    subject = next(f"week:{n}" for n in range(1, 99) if lot_of(placement.id, f"week:{n}") > 0)
    rubric = library().rubrics[RUBRIC]

    assert why_drawn(placement, subject, rubric, levels(3)) == "borderline"
    assert why_drawn(placement, subject, rubric, levels(4)) is None


@pytest.mark.parametrize("share", [10, 25, 60])
def test_the_lot_takes_about_its_share(people: People, share: int) -> None:
    placement, rubric = marked_twice(people, share), library().rubrics[RUBRIC]
    subjects = [f"week:{number}" for number in range(2000)]

    drawn = [why_drawn(placement, one, rubric, levels(4)) for one in subjects]

    assert abs(drawn.count("drawn") / 2000 - share / 100) < 0.05
    assert drawn == [why_drawn(placement, one, rubric, levels(4)) for one in subjects]


def test_who_does_not_know_the_secret_cannot_foresee_the_lot(app: Flask) -> None:
    before = [lot_of(1, f"week:{number}") for number in range(50)]
    known = app.config["SECRET_KEY"]
    try:
        app.config["SECRET_KEY"] = "another secret of the site, as long as the first"
        after = [lot_of(1, f"week:{number}") for number in range(50)]
    finally:
        app.config["SECRET_KEY"] = known
    assert before != after
    assert before == [lot_of(1, f"week:{number}") for number in range(50)]


@pytest.mark.parametrize("share", [0, None], ids=["switched off", "began before the rule"])
def test_without_the_rule_nothing_is_held(people: People, share: int | None) -> None:
    placement = marked_twice(people)
    placement.requirement_set = factories.rules() if share is None else rules(share)

    drawn = why_drawn(placement, "week:1", library().rubrics[RUBRIC], levels(1))

    assert drawn is None


def test_the_rule_of_the_course_is_pinned_with_the_others() -> None:
    course = library().courses["cluster-broker"]
    assert rules_of(course)["second_marking"] == {"share": 10, "borderline": 5}
    other = course.model_copy(update={"second_marking": SecondMarking(share=30)})
    assert rules_of(other)["second_marking"]["share"] == 30
