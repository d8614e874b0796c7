from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.editions.models import Role
from lms.logbook import actions
from lms.logbook.models import HourLedger, LogEntry
from tests.fieldwork.factories import a_placement, an_entry, writing
from tests.people import People, enrol, enrolment_of
from tests.visitor import Visitor


def counted() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(HourLedger.minutes), 0))) or 0


def state_of(entry: LogEntry) -> str:
    return db.session.scalars(select(LogEntry.state).where(LogEntry.id == entry.id)).one()


def test_approving_counts_the_hours_and_opens_the_next_entry(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    first = an_entry(placement, state="submitted", at=datetime.now(UTC) - timedelta(days=2))
    second = an_entry(placement, state="submitted")
    visitor.signed_in(people.supervisor)

    answer = visitor.post(
        f"/reviews/{first.id}/approval", {"version": first.current_id, "comment": "Well counted."}
    )

    assert (state_of(first), counted()) == ("approved", 90)
    assert answer.location == f"/reviews/{second.id}"


def test_returning_needs_a_reason_and_keeps_what_was_typed(
    visitor: Visitor, people: People
) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor)

    visitor.post(
        f"/reviews/{entry.id}/return",
        {"version": entry.current_id, "comment": "", "hours": "1:15"},
        status=422,
    )

    assert "Say in a sentence what is missing" in visitor.text()
    assert 'value="1:15"' in visitor.page.to_html()
    assert state_of(entry) == "submitted"


def test_a_returned_entry_comes_back_to_the_trainee_as_something_to_do(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/return",
        {"version": entry.current_id, "comment": "Who was there, in which role?"},
    )

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/entries/{entry.id}")

    assert "Who was there, in which role?" in visitor.text()
    assert "Change the entry" in visitor.text()


def test_a_question_keeps_the_entry_in_the_queue(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor)

    visitor.post(
        f"/reviews/{entry.id}/query", {"version": entry.current_id, "comment": "Which list?"}
    )
    visitor.get("/reviews")

    assert state_of(entry) == "queried"
    assert "you asked" in visitor.text()


def test_a_text_changed_meanwhile_is_shown_again_instead_of_approved(
    visitor: Visitor, people: People
) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    seen = entry.current_id
    now = datetime.now(UTC)
    actions.withdraw(entry, at=now)
    changed = writing(facts="Changed while you read.")
    actions.write(entry.placement, entry.id, changed, base=seen, recorded_at=now, at=now)
    actions.submit(entry, at=now)

    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/approval", {"version": seen, "comment": "Good work."}, status=409
    )

    assert "Changed while you read." in visitor.text()
    assert "Good work." in visitor.page.to_html()
    assert counted() == 0


def test_the_second_of_two_decisions_is_told_so(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    form = {"version": entry.current_id, "comment": "Fine."}
    visitor.signed_in(people.supervisor).post(f"/reviews/{entry.id}/approval", form)

    other = form | {"comment": "Fine, but who was there?"}
    visitor.post(f"/reviews/{entry.id}/approval", other, status=409)

    assert counted() == 90


@pytest.mark.parametrize(
    ("hours", "sentence"), [("2:00", "allow as much or less"), ("soon", "Write the time as 2:30")]
)
def test_impossible_hours_are_refused(
    visitor: Visitor, people: People, hours: str, sentence: str
) -> None:
    entry = an_entry(a_placement(people), state="submitted", minutes=90)

    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/approval", {"version": entry.current_id, "hours": hours}, status=422
    )

    assert sentence in visitor.text()
    assert counted() == 0


def test_nobody_reviews_their_own_log(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, supervisor=people.trainee)
    entry = an_entry(placement, state="submitted")
    enrol(people.trainee, people.edition, Role.SUPERVISOR)

    visitor.signed_in(people.trainee).post(
        f"/reviews/{entry.id}/approval", {"version": entry.current_id}, status=403
    )

    assert (state_of(entry), counted()) == ("submitted", 0)


def test_a_supervisor_whose_time_is_over_sees_no_more(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    placement.assignments[0].until_on = datetime.now(UTC).date() - timedelta(days=1)
    db.session.commit()

    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}", status=404)
    visitor.get(f"/placements/{placement.id}", status=404)


@pytest.mark.parametrize(("ended", "status"), [(False, 200), (True, 404)])
def test_who_no_longer_supervises_in_the_edition_sees_no_more(
    visitor: Visitor, people: People, ended: bool, status: int
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    if ended:
        enrolment_of(people.supervisor, people.edition).ended_at = datetime.now(UTC)
    visitor.signed_in(people.supervisor)

    visitor.get(f"/reviews/{entry.id}", status=status)
    visitor.get(f"/placements/{placement.id}", status=status)
    visitor.get("/reviews")
    assert len(visitor.all("ul.rows > li")) == (0 if ended else 1)


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_queue_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    placement = a_placement(people)
    for _ in range(count):
        an_entry(placement, state="submitted")

    visitor.signed_in(people.supervisor).get("/reviews")

    assert visitor.statements == 6
    assert len(visitor.all("ul.rows > li")) == min(count, 50)


def test_an_empty_queue_says_so(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.supervisor).get("/reviews")
    assert "Nothing waits for you" in visitor.text()


@pytest.mark.parametrize(
    "mark",
    ["1", "1_soon_{id}", "1_0001-01-01T00:00:00%2B23:59_{id}"],
    ids=["short", "no moment", "before time"],
)
def test_a_mangled_page_mark_is_no_page(visitor: Visitor, people: People, mark: str) -> None:
    visitor.signed_in(people.supervisor)
    visitor.get(f"/reviews?after={mark.format(id=UUID(int=1))}", status=404)
    visitor.get(f"/reviews?after=1_2026-01-01_{UUID(int=1)}")
