"""What a coordinator sees of how an edition is marked, and what not."""

from datetime import UTC, datetime

import pytest

from lms.calibration import actions as calibration
from lms.calibration.queries import samples_for
from lms.content import library
from lms.db import db
from lms.editions.models import Role
from lms.grading.actions import Marking
from lms.placements.models import SupervisorAssignment
from lms.stretches.actions import assess
from tests.fieldwork.factories import a_placement
from tests.people import People, a_person, enrol, today
from tests.second_marks.factories import a_held_week, form, levels
from tests.visitor import Visitor


def at(people: People) -> str:
    return f"/editions/{people.edition.id}/marking"


def weeks_marked(people: People) -> None:
    """Sofia gives 4 throughout, Sergio 3; five weeks each."""
    placement, rubric = a_placement(people), library().rubrics["log"]
    cover = SupervisorAssignment(
        placement=placement, user=people.other_supervisor, role="cover", from_on=today()
    )
    db.session.add(cover)
    by = {1: (people.supervisor, 4), 2: (people.other_supervisor, 3)}
    for number in (1, 2):
        person, level = by[number]
        marking = Marking(rubric, levels(level), "You count from two sides. Date each step.")
        assess(placement, f"week:{number}", marking, by=person, at=datetime.now(UTC))
    db.session.commit()


def test_each_marker_stands_beside_the_others_by_name(visitor: Visitor, people: People) -> None:
    weeks_marked(people)

    visitor.signed_in(people.coordinator).get(at(people))

    titles = [one.to_text() for one in visitor.all("h3.card-title")]
    assert titles == sorted([people.supervisor.name, people.other_supervisor.name])
    assert visitor.statements <= 8


def test_too_few_marks_say_nothing(visitor: Visitor, people: People) -> None:
    """Four criteria would be fewer than five levels."""
    placement, rubric = a_placement(people), library().rubrics["log"]
    given = dict(list(levels(4).items())[:4])
    marking = Marking(rubric, given, "You count from two sides. Date each step.")
    assess(placement, "week:1", marking, by=people.supervisor, at=datetime.now(UTC))

    visitor.signed_in(people.coordinator).get(at(people))

    assert "Too few marks to say anything" in visitor.text()


def test_a_held_mark_is_named_and_not_counted(visitor: Visitor, people: People) -> None:
    row = a_held_week(people)
    assert people.assessor

    visitor.signed_in(people.coordinator).get(at(people))
    assert "Nothing is marked yet" in visitor.text()
    assert "Waits for a second mark" in visitor.text()

    visitor.signed_in(people.assessor).post(f"/second-marks/{row.id}/mark", form(levels()))
    visitor.signed_in(people.coordinator).get(at(people))
    assert {one.to_text() for one in visitor.all("h3.card-title")} == {
        people.supervisor.name,
        people.assessor.name,
    }


@pytest.mark.parametrize("done", [True, False])
def test_it_tells_who_has_marked_the_samples_and_no_level_of_theirs(
    visitor: Visitor, people: People, done: bool
) -> None:
    assert people.supervisor
    for sample in samples_for("log") if done else ():
        calibration.mark(sample, sample.levels, by=people.supervisor, at=datetime.now(UTC))

    visitor.signed_in(people.coordinator).get(at(people))

    assert ("Done until" in visitor.text()) is done
    assert "How far they agree is told once five of them have marked samples" in visitor.text()


@pytest.mark.parametrize("who", ["supervisor", "assessor", "trainer", "trainee"])
def test_only_who_runs_the_edition_sees_it(visitor: Visitor, people: People, who: str) -> None:
    visitor.signed_in(getattr(people, who)).get(at(people), status=403)


def test_five_who_have_marked_samples_show_how_far_all_agree(
    visitor: Visitor, people: People
) -> None:
    """Fifteen pairs for each criterion: shares, and no kappa yet."""
    for name in ("abena", "bilal", "chen", "dina", "emre"):
        person = a_person(name)
        enrol(person, people.edition, Role.ASSESSOR)
        for sample in samples_for("log"):
            calibration.mark(sample, sample.levels, by=person, at=datetime.now(UTC))

    visitor.signed_in(people.coordinator).get(at(people))

    assert "How far all of them agree with the reference" in visitor.text()
    assert visitor.text().count("100%") == len(library().rubrics["log"].criteria)
    assert "–" in [one.to_text() for one in visitor.all("td.number")]
