"""A week is handed in with its three sentences, or closed without work and with a reason."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from lms import content
from lms.actors.actions import Named
from lms.db import db
from lms.grading.actions import Marking
from lms.logbook.actions import submit
from lms.logbook.writing import Met
from lms.placements.calendar import stretches_of
from lms.placements.models import Placement, RequirementSet
from lms.stretches.actions import assess
from lms.stretches.models import Closing, Reflection
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor

SAID = {
    "version": "0",
    "what": "Two owners who had not spoken since spring sat at one table.",
    "so_what": "The dye order needs both of them, and they know it.",
    "now_what": "On Friday I ask both for their quantities.",
    "question": "",
}
WHY = {"reason": "The monsoon closed the road to the village for the whole week."}


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


def week(placement: Placement, rest: str = "", number: int = 1) -> str:
    return f"/placements/{placement.id}/weeks/{number}{rest}"


def closings() -> list[tuple[int, str, bool]]:
    rows = db.session.scalars(select(Closing).order_by(Closing.id))
    return [(row.number, row.kind, row.reopened_at is not None) for row in rows]


def assess_the_week(placement: Placement, people: People) -> None:
    rubric = content.library().rubrics["log"]
    marking = Marking(rubric, {row.id: 3 for row in rubric.criteria}, "Good; date the next step.")
    with db.session.no_autoflush:
        placement.requirement_set = db.session.get_one(RequirementSet, placement.requirement_set_id)
    assess(placement, "week:1", marking, by=people.supervisor, at=datetime.now(UTC))
    db.session.commit()


def test_three_sentences_hand_the_week_in(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee)

    for _ in range(2):
        visitor.post(week(placement, "/reflection"), SAID | {"close": "1"})

    assert closings() == [(1, "worked", False)]
    visitor.signed_in(people.supervisor).get(week(placement))
    assert "Week 1 is handed in" in visitor.text()


def test_what_was_reflected_before_is_handed_in_by_a_button(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(week(placement, "/closing"), {"worked": "1"}, status=403)
    visitor.post(week(placement, "/reflection"), SAID)
    assert closings() == []
    visitor.post(week(placement, "/closing"), {"worked": "1"})
    assert closings() == [(1, "worked", False)]


def test_a_week_without_work_says_why(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee)

    visitor.post(week(placement, "/closing"), {"reason": "Rain."}, status=422)
    assert "Say it in a sentence." in visitor.text()
    assert "Rain." in visitor.page.to_html()
    visitor.post(week(placement, "/closing"), WHY)

    assert closings() == [(1, "none", False)]
    visitor.get(week(placement))
    assert "Closed without work: week 1" in visitor.text()
    assert WHY["reason"] in visitor.text()


def test_a_week_with_entries_was_no_week_without_work(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    day = placement.starts_on
    draft = an_entry(placement, activity_date=day)
    visitor.signed_in(people.trainee).post(week(placement, "/closing"), WHY)
    visitor.post(week(placement, "/reopening"))
    submit(draft, at=datetime.now(UTC))
    db.session.commit()

    visitor.post(week(placement, "/closing"), WHY, status=422)

    assert "There are entries here." in visitor.text()
    assert WHY["reason"] in visitor.page.to_html()
    assert closings() == [(1, "none", True)]


def test_the_supervisor_may_open_a_week_without_work_again(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(week(placement, "/closing"), WHY)
    visitor.signed_in(people.supervisor).get(week(placement))
    assert "Open it again" in visitor.text()
    visitor.post(week(placement, "/reopening"), {"reason": "No."}, status=422)
    assert closings() == [(1, "none", False)]
    visitor.post(week(placement, "/reopening"), {"reason": "You met the dyers on Tuesday."})
    assert closings() == [(1, "none", True)]


def test_nobody_else_opens_it_again(visitor: Visitor, people: People, placement: Placement) -> None:
    visitor.signed_in(people.trainee).post(week(placement, "/closing"), WHY)
    for who, status in (
        (people.classmate, 404),
        (people.other_supervisor, 404),
        (people.assessor, 403),
        (people.coordinator, 403),
    ):
        visitor.signed_in(who).post(week(placement, "/reopening"), WHY, status=status)
    assert closings() == [(1, "none", False)]


def test_its_trainee_takes_it_back_until_it_is_assessed(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(week(placement, "/reflection"), SAID | {"close": "1"})
    visitor.post(week(placement, "/reopening"))
    assert closings() == [(1, "worked", True)]
    visitor.post(week(placement, "/closing"), {"worked": "1"})
    assess_the_week(placement, people)

    visitor.post(week(placement, "/reopening"), WHY, status=403)

    assert closings() == [(1, "worked", True), (2, "worked", False)]


def test_what_is_assessed_changes_only_once_its_supervisor_opened_it_and_said_why(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(week(placement, "/reflection"), SAID | {"close": "1"})
    assess_the_week(placement, people)
    other = SAID | {"version": "1", "what": "Something else happened that I left out."}
    visitor.post(week(placement, "/reflection"), other, status=403)

    visitor.signed_in(people.supervisor)
    visitor.post(week(placement, "/reopening"), {"reason": "No."}, status=422)
    reason = "The hours of Thursday belong to the week after."
    visitor.post(week(placement, "/reopening"), {"reason": reason})

    visitor.signed_in(people.trainee).get(week(placement))
    assert "Opened again by Sofia Example" in visitor.text()
    assert reason in visitor.text()
    visitor.post(week(placement, "/reflection"), other)
    assert db.session.scalars(select(Reflection.what)).one() == other["what"]


@pytest.mark.parametrize(
    ("who", "status"), [("classmate", 404), ("supervisor", 403), ("coordinator", 403)]
)
def test_nobody_else_hands_it_in(
    visitor: Visitor, people: People, placement: Placement, who: str, status: int
) -> None:
    visitor.signed_in(getattr(people, who)).post(week(placement, "/closing"), WHY, status=status)
    assert closings() == []


def test_a_week_to_come_is_not_handed_in_yet(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(week(placement, "/closing", 6), WHY, status=403)
    visitor.post(week(placement, "/closing", 1), WHY)
    assert closings() == [(1, "none", False)]


def test_the_page_sums_the_week_up(visitor: Visitor, people: People, placement: Placement) -> None:
    first, second = stretches_of(placement)[:2]
    old, new = (Met(Named("Dyers", "association")), Met(Named("Washers", "association")))
    an_entry(placement, state="submitted", activity_date=first.first, met=(old,))
    an_entry(
        placement,
        state="submitted",
        activity_date=second.first,
        minutes=120,
        activity="meeting",
        step="vision",
        met=(old, new),
    )
    an_entry(placement, activity_date=second.first, activity="analysis", minutes=45)

    visitor.signed_in(people.trainee).get(week(placement, number=2))

    text = visitor.text()
    assert "Field 2 h Desk 45 min" in text
    assert "Met for the first time: Washers." in text
    assert "Met again: Dyers." in text
    assert "Steps: Diagnosis, Shared vision." in text
    assert "1 entry is still a draft" in text
