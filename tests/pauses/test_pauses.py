"""A pause is asked for with a reason, a coordinator decides, and the plan moves behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.pauses import actions
from lms.pauses.models import Pause
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement
from tests.people import People, today
from tests.visitor import Visitor

REASON = "The harvest takes everybody to the fields, me too."


def a_pause(placement: Placement, *, begins: int = 2, days: int = 14) -> Pause:
    """Asked for, beginning so many days from now."""
    first = today() + timedelta(days=begins)
    pause = actions.ask(
        placement,
        first_on=first,
        last_on=first + timedelta(days=days - 1),
        reason=REASON,
        at=datetime.now(UTC),
    )
    db.session.commit()
    return pause


def granted(people: People, placement: Placement, *, begins: int = 2, days: int = 14) -> Pause:
    pause = a_pause(placement, begins=begins, days=days)
    actions.decide(pause, granted=True, remark="", by=people.coordinator, at=datetime.now(UTC))
    db.session.commit()
    return pause


def kept() -> list[Pause]:
    return list(db.session.scalars(select(Pause).order_by(Pause.id)))


def span(begins: int, days: int) -> dict[str, str]:
    first = today() + timedelta(days=begins)
    last = first + timedelta(days=days - 1)
    return {"first_on": first.isoformat(), "last_on": last.isoformat()}


def test_the_trainee_asks_and_the_coordinator_grants(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    ends, path = placement.ends_on, f"/placements/{placement.id}/pauses"
    visitor.signed_in(people.trainee).post(path, span(2, 14) | {"reason": REASON})

    visitor.signed_in(people.coordinator).get("/")
    assert "Ana Example asks for a pause" in visitor.text()
    visitor.post(f"{path}/{kept()[0].id}/grant", {"remark": ""})

    db.session.refresh(placement)
    assert placement.ends_on == ends + timedelta(days=14)
    assert placement.paused == [(kept()[0].first_on, kept()[0].last_on)]
    visitor.signed_in(people.trainee).get(path)
    assert "Granted" in visitor.text()


def test_a_refusal_says_why_and_moves_nothing(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    ends, pause = placement.ends_on, a_pause(placement)
    path = f"/placements/{placement.id}/pauses/{pause.id}"
    visitor.signed_in(people.coordinator)

    visitor.post(f"{path}/refusal", {"remark": "No."}, status=422)
    assert "Say it in a sentence." in visitor.text()
    visitor.post(f"{path}/refusal", {"remark": "The second trust round must come first."})

    assert (kept()[0].answer, placement.ends_on, placement.pauses_on) == ("refused", ends, [])


@pytest.mark.parametrize(
    ("begins", "days", "reason", "sentence"),
    [
        (-100, 10, REASON, "Your fieldwork runs from"),
        (5, -3, REASON, "The last day comes before the first"),
        (5, 200, REASON, "A pause lasts six months at most"),
        (5, 5, "Ill", "Say it in a sentence."),
    ],
    ids=["before the fieldwork", "backwards", "too long", "no reason"],
)
def test_a_wrong_request_is_sent_back(
    visitor: Visitor, people: People, begins: int, days: int, reason: str, sentence: str
) -> None:
    placement = a_placement(people)

    visitor.signed_in(people.trainee).post(
        f"/placements/{placement.id}/pauses", span(begins, days) | {"reason": reason}, status=422
    )

    assert sentence in visitor.text()
    assert visitor.all("#reason")[0].to_text().strip() == reason
    assert kept() == []


def test_only_one_pause_waits_at_a_time(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    path = f"/placements/{placement.id}/pauses"
    form = span(2, 14) | {"reason": REASON}
    visitor.signed_in(people.trainee)

    visitor.post(path, form)
    visitor.post(path, form)  # the second click
    visitor.post(path, span(9, 3) | {"reason": REASON}, status=422)

    assert "You have asked for a pause already" in visitor.text()
    assert len(kept()) == 1


def test_a_request_can_be_taken_back_until_it_is_answered(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    waiting = a_pause(placement)
    path = f"/placements/{placement.id}/pauses"
    visitor.signed_in(people.trainee).post(f"{path}/{waiting.id}/withdrawal")
    assert kept() == []

    answered = granted(people, placement)
    visitor.post(f"{path}/{answered.id}/withdrawal", status=409)
    assert [row.answer for row in kept()] == ["granted"]


def test_two_coordinators_do_not_answer_against_each_other(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    pause = granted(people, placement)
    path = f"/placements/{placement.id}/pauses/{pause.id}"
    visitor.signed_in(people.coordinator)

    visitor.post(f"{path}/refusal", {"remark": "Another one thinks otherwise."}, status=409)
    visitor.post(f"{path}/grant", {"remark": ""})

    assert [(row.answer, row.remark) for row in kept()] == [("granted", "")]


def test_coming_back_earlier_moves_the_end_back(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    ends = placement.ends_on
    pause = granted(people, placement, begins=-3, days=14)
    assert placement.ends_on == ends + timedelta(days=14)

    visitor.signed_in(people.trainee).post(
        f"/placements/{placement.id}/pauses/{pause.id}/end", {"back_on": today().isoformat()}
    )

    assert (kept()[0].last_on, placement.ends_on) == (
        today() - timedelta(days=1),
        ends + timedelta(days=3),
    )


def test_pauses_that_touch_count_their_days_once(people: People) -> None:
    placement = a_placement(people)
    ends = placement.ends_on
    granted(people, placement, begins=2, days=10)
    granted(people, placement, begins=7, days=10)

    first = today() + timedelta(days=2)
    assert placement.paused == [(first, first + timedelta(days=14))]
    assert placement.ends_on == ends + timedelta(days=15)


@pytest.mark.parametrize(
    ("name", "status"),
    [("trainee", 403), ("supervisor", 403), ("assessor", 403), ("classmate", 404)],
)
def test_only_who_runs_the_edition_decides(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    placement = a_placement(people)
    pause = a_pause(placement)

    visitor.signed_in(getattr(people, name)).post(
        f"/placements/{placement.id}/pauses/{pause.id}/grant", {}, status=status
    )

    assert kept()[0].answer is None


def test_a_pause_of_another_placement_does_not_exist(visitor: Visitor, people: People) -> None:
    other = a_placement(people, trainee=people.classmate)
    pause, mine = a_pause(other), a_placement(people)

    visitor.signed_in(people.coordinator).post(
        f"/placements/{mine.id}/pauses/{pause.id}/grant", {}, status=404
    )

    assert kept()[0].answer is None


def test_an_entry_of_before_stays_in_its_week(people: People) -> None:
    placement = a_placement(people, days_ago=14)
    granted(people, placement, begins=0, days=7)
    assert placement.paused[0][0] == today()
    assert isinstance(placement.ends_on, date)
