"""From when on trainees see it, and what becomes of it when it is taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.editions.class_days import today_in
from lms.question_sets.models import QuestionSet
from tests.people import People
from tests.question_sets.factories import a_set
from tests.question_sets.test_sets import home
from tests.visitor import Visitor

TODAY = date(2027, 3, 10)
MOMENT = datetime(2027, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens", "withdrawn", "state"),
    [
        (None, False, "draft"),
        (TODAY + timedelta(days=1), False, "planned"),
        (TODAY, False, "open"),
        (TODAY - timedelta(days=9), False, "open"),
        (TODAY, True, "withdrawn"),
        (TODAY + timedelta(days=1), True, "withdrawn"),
    ],
)
def test_its_state_hangs_on_the_day(opens: date | None, withdrawn: bool, state: str) -> None:
    row = QuestionSet(opens_on=opens, withdrawn_at=MOMENT if withdrawn else None)

    assert row.state_on(TODAY) == state


def test_it_is_opened_from_a_day_on(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition, opened=None)
    day = today_in(people.edition)
    trainee = Visitor(visitor.app).signed_in(people.trainee)
    trainee.get(f"{home(row)}/quiz", status=404)
    visitor.signed_in(people.trainer).get(home(row))
    assert "Nobody but you and the other trainers sees it yet." in visitor.text()

    visitor.post(f"{home(row)}/publication", {"opens_on": day.isoformat()})
    visitor.get(home(row))

    assert "Your trainees can take it now." in visitor.text()
    trainee.get(f"{home(row)}/quiz")
    trainee.get("/")
    assert "Quiz: After the visit New from your trainers" in trainee.text()


def test_a_later_day_is_kept_for_later(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition, opened=None)
    day = today_in(people.edition) + timedelta(days=2)
    visitor.signed_in(people.trainer)

    visitor.post(f"{home(row)}/publication", {"opens_on": day.isoformat()})
    visitor.get(home(row))

    assert "Trainees see it on that day." in visitor.text()
    trainee = Visitor(visitor.app).signed_in(people.trainee)
    trainee.get(f"{home(row)}/quiz", status=404)
    trainee.post(f"{home(row)}/quiz/attempts", status=404)
    trainee.get(f"/editions/{row.edition_id}/question-sets")
    assert "No quiz of your class yet" in trainee.text()
    trainee.get("/")
    assert "New from your trainers" not in trainee.text()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Choose the day."), ("x", "Not a valid date"), ("0209-01-01", "Check the year")],
)
def test_a_day_that_is_none_is_asked_for_again(
    visitor: Visitor, people: People, typed: str, sentence: str
) -> None:
    row = a_set(people.edition, opened=None)

    visitor.signed_in(people.trainer).post(
        f"{home(row)}/publication", {"opens_on": typed}, status=422
    )

    assert sentence in visitor.text()
    assert "Draft" in visitor.text()


def test_an_empty_quiz_is_not_opened(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition, source="", opened=None)
    visitor.signed_in(people.trainer).get(home(row))
    assert "Add questions first." in visitor.text()

    day = today_in(people.edition).isoformat()
    visitor.post(f"{home(row)}/publication", {"opens_on": day}, status=422)

    assert "there is nothing to answer yet" in visitor.text()


def test_what_is_withdrawn_can_be_opened_again(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    trainee = Visitor(visitor.app).signed_in(people.trainee)
    visitor.signed_in(people.trainer)

    visitor.post(f"{home(row)}/publication/withdrawal")
    visitor.post(f"{home(row)}/publication/withdrawal")
    visitor.get(home(row))
    assert "Withdrawn on" in visitor.text()
    trainee.get(f"{home(row)}/quiz", status=404)

    day = today_in(people.edition).isoformat()
    visitor.post(f"{home(row)}/publication", {"opens_on": day})
    trainee.get(f"{home(row)}/quiz")


def test_a_draft_is_not_withdrawn(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition, opened=None)

    visitor.signed_in(people.trainer).post(f"{home(row)}/publication/withdrawal")
    visitor.get(home(row))

    assert "Draft" in visitor.text()
    assert "Withdrawn" not in visitor.text()
