from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from lms.db import db
from lms.logbook import actions, queries
from lms.logbook.models import LONGEST, WRITTEN, HourLedger, LogEntry, LogEntryVersion
from lms.logbook.states import IllegalTransitionError
from lms.reviews import actions as reviewing
from lms.reviews import queries as review_queries
from tests.fieldwork.factories import a_placement, an_entry, writing
from tests.people import People

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ledger(entry: LogEntry) -> list[int]:
    query = (
        select(HourLedger.minutes).where(HourLedger.entry_id == entry.id).order_by(HourLedger.id)
    )
    return list(db.session.scalars(query))


def test_the_same_writing_sent_twice_is_one_version(people: People) -> None:
    placement, number = a_placement(people), uuid4()

    for _ in range(2):
        actions.write(placement, number, writing(), base=None, recorded_at=NOW, at=NOW)

    assert db.session.scalar(select(func.count(LogEntryVersion.id))) == 1


def test_an_edit_from_an_old_version_is_refused_and_both_texts_stay(people: People) -> None:
    entry = an_entry(a_placement(people), facts="First.")
    first = entry.current_id
    actions.write(
        entry.placement, entry.id, writing(facts="Second."), base=first, recorded_at=NOW, at=NOW
    )

    with pytest.raises(actions.StaleVersionError) as stale:
        actions.write(
            entry.placement, entry.id, writing(facts="Third."), base=first, recorded_at=NOW, at=NOW
        )

    assert stale.value.current.facts == "Second."
    texts = db.session.scalars(select(LogEntryVersion.facts).order_by(LogEntryVersion.number))
    assert list(texts) == ["First.", "Second."]


def decided_elsewhere(entry: LogEntry, state: str) -> None:
    """Another request changes the row; this session still holds what it read before."""
    db.session.connection().execute(
        update(LogEntry).where(LogEntry.id == entry.id).values(state=state)
    )


def test_what_was_just_approved_cannot_be_withdrawn(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    decided_elsewhere(entry, "approved")

    with pytest.raises(IllegalTransitionError):
        actions.withdraw(entry, at=NOW)


def test_what_was_just_handed_in_cannot_be_removed(people: People) -> None:
    entry = an_entry(a_placement(people))
    decided_elsewhere(entry, "submitted")

    with pytest.raises(IllegalTransitionError):
        actions.remove(entry, at=NOW)


def test_what_was_just_approved_takes_no_other_text(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    decided_elsewhere(entry, "approved")

    with pytest.raises(IllegalTransitionError):
        actions.write(
            entry.placement,
            entry.id,
            writing(minutes=600),
            base=entry.current_id,
            recorded_at=NOW,
            at=NOW,
        )


def test_a_new_entry_is_based_on_nothing_of_another(people: People) -> None:
    other = an_entry(a_placement(people))

    new = actions.write(
        other.placement, uuid4(), writing(), base=other.current_id, recorded_at=NOW, at=NOW
    )

    version = db.session.get_one(LogEntryVersion, new.current_id)
    assert (version.number, version.base_id) == (1, None)


def test_approval_counts_no_more_than_was_claimed(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted", minutes=90)

    reviewing.approve(
        entry, version=entry.current_id, by=people.supervisor, minutes=600, comment="", at=NOW
    )

    assert ledger(entry) == [90]


def test_less_can_be_allowed_than_was_claimed(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted", minutes=90)

    reviewing.approve(
        entry, version=entry.current_id, by=people.supervisor, minutes=60, comment="", at=NOW
    )

    assert ledger(entry) == [60]


def test_a_text_the_reviewer_has_not_seen_is_not_approved(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    seen = entry.current_id
    actions.withdraw(entry, at=NOW)
    actions.write(
        entry.placement, entry.id, writing(facts="Other."), base=seen, recorded_at=NOW, at=NOW
    )
    actions.submit(entry, at=NOW)

    with pytest.raises(reviewing.UnseenVersionError):
        reviewing.approve(entry, version=seen, by=people.supervisor, minutes=90, comment="", at=NOW)

    assert (entry.state, ledger(entry)) == ("submitted", [])


def test_a_second_approval_changes_nothing(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    decide = {"version": entry.current_id, "by": people.supervisor, "comment": "", "at": NOW}
    reviewing.approve(entry, minutes=90, **decide)

    with pytest.raises(IllegalTransitionError):
        reviewing.approve(entry, minutes=90, **decide)

    assert ledger(entry) == [90]


def test_opening_an_approved_entry_again_takes_its_hours_off(people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    version = entry.current_id
    reviewing.approve(entry, version=version, by=people.supervisor, minutes=60, comment="", at=NOW)

    reviewing.return_entry(
        entry, version=version, by=people.supervisor, reason="Wrong day.", at=NOW
    )

    assert (entry.state, ledger(entry)) == ("returned", [60, -60])


@pytest.mark.parametrize(
    "statement", ["UPDATE hour_ledger SET minutes = 1", "DELETE FROM hour_ledger"]
)
def test_the_database_itself_refuses_to_change_the_ledger(people: People, statement: str) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    reviewing.approve(
        entry, version=entry.current_id, by=people.supervisor, minutes=90, comment="", at=NOW
    )

    with pytest.raises(DBAPIError, match="the hour ledger only grows"), db.session.begin_nested():
        db.session.connection().exec_driver_sql(statement)

    assert ledger(entry) == [90]


def test_hours_stand_side_by_side(people: People) -> None:
    placement = a_placement(people)
    an_entry(placement, minutes=30)
    an_entry(placement, state="submitted", minutes=60)
    approved = an_entry(placement, state="submitted", minutes=120)
    reviewing.approve(
        approved, version=approved.current_id, by=people.supervisor, minutes=100, comment="", at=NOW
    )
    removed = an_entry(placement, minutes=700)
    actions.remove(removed, at=NOW)

    row = db.session.execute(*queries.hours_of(placement.id)).one()

    assert queries.as_hours(row) == queries.Hours(noted=210, submitted=180, approved=100)


def test_the_queue_shows_what_came_back_first_then_the_longest_waiting(people: People) -> None:
    placement = a_placement(people)
    newest = an_entry(placement, state="submitted", at=NOW)
    oldest = an_entry(placement, state="submitted", at=NOW - timedelta(days=5))
    back = an_entry(placement, state="submitted", at=NOW)
    reviewing.return_entry(
        back, version=back.current_id, by=people.supervisor, reason="Who was there?", at=NOW
    )
    actions.submit(back, at=NOW + timedelta(hours=1))

    rows = db.session.scalars(*review_queries.queue(people.supervisor, on=NOW.date())).unique()

    assert [row.id for row in rows] == [back.id, oldest.id, newest.id]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_column_takes_as_much_as_the_form(people: People, name: str) -> None:
    placement, most = a_placement(people), LONGEST[name]
    an_entry(placement, **{name: "é" * most})

    with pytest.raises(IntegrityError):
        an_entry(placement, **{name: "é" * (most + 1)})
