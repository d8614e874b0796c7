"""Samples are marked alone, then compared; who has not done it is reminded and never stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from lms.calibration import actions
from lms.calibration.models import CalibrationMark
from lms.calibration.queries import LASTS, samples_for
from lms.content import library
from lms.db import db
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.visitor import Visitor

PAGE = "/calibration/log-vats"


def levels(level: int = 3, **others: int) -> dict[str, str]:
    given = dict.fromkeys(library().samples["log-vats"].reference, level) | others
    return {f"level-{name}": str(number) for name, number in given.items()}


def all_done(people: People, *, ago: timedelta = timedelta()) -> None:
    for sample in samples_for("log"):
        actions.mark(sample, sample.levels, by=people.supervisor, at=datetime.now(UTC) - ago)
    db.session.commit()


def test_the_reference_is_shown_once_own_levels_are_kept(visitor: Visitor, people: People) -> None:
    reason = library().samples["log-vats"].reference["facts"].reason.get("en")
    visitor.signed_in(people.supervisor).get(PAGE)
    assert reason not in visitor.text()

    visitor.post(f"{PAGE}/mark", levels(facts=2))

    visitor.get(PAGE)
    assert reason in visitor.text()
    said = [badge.to_text().strip() for badge in visitor.all("dt .badge")]
    assert (said.count("further off"), said.count("the same")) == (1, len(said) - 1)
    assert len(said) == len(library().samples["log-vats"].reference)


def test_nothing_of_the_reference_is_in_the_page_before(visitor: Visitor, people: People) -> None:
    answer = visitor.signed_in(people.supervisor).get(PAGE).text
    for judged in library().samples["log-vats"].reference.values():
        assert judged.reason.get("en")[:30] not in answer


def test_what_is_missing_is_said_and_the_rest_kept(visitor: Visitor, people: People) -> None:
    some = levels()
    some.pop("level-facts")

    visitor.signed_in(people.supervisor).post(f"{PAGE}/mark", some, status=422)

    assert visitor.text().count("Choose a level.") == 2
    assert len(visitor.all("input[checked]")) == len(some)
    assert db.session.scalars(select(CalibrationMark)).all() == []


def test_the_first_word_holds_for_half_a_year(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.supervisor)
    visitor.post(f"{PAGE}/mark", levels(2))
    visitor.post(f"{PAGE}/mark", levels(4))  # the reference is known by now
    assert [row.levels["facts"] for row in db.session.scalars(select(CalibrationMark))] == [2]

    long_ago = datetime.now(UTC) - LASTS - timedelta(days=1)
    db.session.execute(update(CalibrationMark).values(marked_at=long_ago))
    visitor.post(f"{PAGE}/mark", levels(4))
    assert [row.levels["facts"] for row in db.session.scalars(select(CalibrationMark))] == [2, 4]


@pytest.mark.parametrize("who", ["trainee", "coordinator", "stranger"])
def test_who_marks_nobody_marks_no_sample(visitor: Visitor, people: People, who: str) -> None:
    visitor.signed_in(getattr(people, who)).post(f"{PAGE}/mark", levels(), status=403)


def test_a_sample_that_is_not_there_is_not_found(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.supervisor).get("/calibration/no-such-sample", status=404)


def test_own_levels_are_no_one_elses(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.supervisor).post(f"{PAGE}/mark", levels())
    visitor.signed_in(people.assessor).get(PAGE)
    assert "Reference:" not in visitor.text()


@pytest.mark.parametrize(
    ("ago", "reminded"), [(None, True), (timedelta(), False), (timedelta(days=184), True)]
)
def test_whoever_has_not_done_it_is_reminded_where_they_mark_and_may_mark(
    visitor: Visitor, people: People, ago: timedelta | None, reminded: bool
) -> None:
    placement = a_placement(people)
    if ago is not None:
        all_done(people, ago=ago)

    visitor.signed_in(people.supervisor).get(f"/placements/{placement.id}/weeks/1")

    assert ("shared samples for this rubric wait" in visitor.text()) is reminded
    form = {f"level-{row.id}": "3" for row in library().rubrics["log"].criteria}
    comment = {"comment": "You count from two sides. Now date each step."}
    visitor.post(f"/placements/{placement.id}/weeks/1/assessment", form | comment)


def test_the_list_says_what_is_done_and_how_far_one_agrees(
    visitor: Visitor, people: People
) -> None:
    all_done(people)

    visitor.signed_in(people.supervisor).get("/calibration")

    assert visitor.text().count("Done") == 1
    assert visitor.text().count("3 of 3 the same") == len(library().rubrics["log"].criteria)


def test_each_rubric_with_samples_has_three_of_different_quality() -> None:
    rubrics = {row.rubric for row in library().samples.values()}
    assert rubrics == {"log", "map", "case"}
    for rubric in rubrics:
        samples = samples_for(rubric)
        assert len(samples) == 3
        means = {sum(row.levels.values()) / len(row.levels) for row in samples}
        assert len(means) == 3
        given = {level for row in samples for level in row.levels.values()}
        assert given >= {1, 3, 4}
