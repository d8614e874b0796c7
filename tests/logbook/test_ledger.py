"""Whatever happens to entries, the ledger adds up to what stands approved."""

from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.logbook import actions
from lms.logbook.models import HourLedger, LogEntry, Review
from lms.logbook.states import IllegalTransitionError
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from tests.fieldwork.factories import a_placement, an_entry, writing
from tests.people import People

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(8))
def test_totals_equal_the_sum_of_what_is_approved(people: People, seed: int) -> None:
    chance, placement = Random(seed), a_placement(people)  # noqa: S311  # a repeatable walk
    entries = [an_entry(placement, minutes=30 * (n + 1)) for n in range(3)]

    for step in range(25):
        act = chance.choice([submit, approve, give_back, rewrite, withdraw, remove])
        try:
            act(chance.choice(entries), people, step)
        except IllegalTransitionError:
            continue
        total = db.session.scalar(select(func.coalesce(func.sum(HourLedger.minutes), 0)))
        assert total == approved_minutes(placement) >= 0


def submit(entry: LogEntry, _people: People, _step: int) -> None:
    actions.submit(entry, at=NOW)


def approve(entry: LogEntry, people: People, step: int) -> None:
    reviewing.approve(
        entry, version=entry.current_id, by=people.supervisor, minutes=15 + step, comment="", at=NOW
    )


def give_back(entry: LogEntry, people: People, _step: int) -> None:
    reviewing.return_entry(
        entry, version=entry.current_id, by=people.supervisor, reason="Mend it.", at=NOW
    )


def rewrite(entry: LogEntry, _people: People, step: int) -> None:
    if entry.state in {"draft", "returned"}:
        actions.write(
            entry.placement,
            entry.id,
            writing(minutes=15 * (step % 6 + 1), facts=f"Text {step}"),
            base=entry.current_id,
            recorded_at=NOW,
            at=NOW,
        )


def withdraw(entry: LogEntry, _people: People, _step: int) -> None:
    actions.withdraw(entry, at=NOW)


def remove(entry: LogEntry, _people: People, _step: int) -> None:
    actions.remove(entry, at=NOW)


def approved_minutes(placement: Placement) -> int:
    """From the reviews, not the ledger: the last approval of each entry that stands approved."""
    total = 0
    query = select(LogEntry).where(LogEntry.placement_id == placement.id)
    for entry in db.session.scalars(query.where(LogEntry.state == "approved")):
        last = select(Review.minutes_allowed).where(
            Review.entry_id == entry.id, Review.decision == "approved"
        )
        total += db.session.scalars(last.order_by(Review.id.desc())).first() or 0
    return total
