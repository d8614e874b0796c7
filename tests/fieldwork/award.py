"""Fieldwork brought to where the award asks about it, in the small course of learning's tests."""

from datetime import UTC, datetime
from pathlib import Path

from lms.db import db
from lms.logbook.models import HourLedger, Review
from lms.placements.models import Placement, RequirementSet
from lms.stretches.models import Assessment
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People

SMALL = Path(__file__).parent.parent / "learning" / "library"
GOOD = {"facts": 2, "follow-up": 3}  # just enough: follow-up is its one critical criterion


def two_weeks_of_ten_hours(people: People) -> Placement:
    placement = a_placement(people)
    placement.requirement_set = RequirementSet(
        course_id="cluster-broker",
        digest="two weeks of ten hours",
        required_minutes=1200,
        rules={"periods": [{"id": "w1", "weeks": [1]}, {"id": "w2", "weeks": [2]}]},
        created_at=datetime.now(UTC),
    )
    db.session.commit()
    return placement


def approve(placement: Placement, minutes: int, *, number: int = 1) -> None:
    entry = an_entry(placement, state="submitted")
    assert entry.current_id
    review = Review(
        entry_id=entry.id,
        version_id=entry.current_id,
        number=number,
        reviewer_id=placement.assignments[0].user_id,
        decision="approved",
        minutes_allowed=minutes,
        decided_at=datetime.now(UTC),
    )
    db.session.add(review)
    db.session.flush()
    db.session.add(
        HourLedger(
            placement_id=placement.id,
            entry_id=entry.id,
            version_id=entry.current_id,
            review_id=review.id,
            category="field",
            minutes=minutes,
            written_at=datetime.now(UTC),
        )
    )
    db.session.commit()


def assess(
    placement: Placement,
    week: int,
    levels: dict[str, int],
    *,
    rubric: str = "log",
    released: bool = True,
) -> None:
    at = datetime.now(UTC)
    db.session.add(
        Assessment(
            placement_id=placement.id,
            target=f"week:{week}",
            rubric_id=rubric,
            rubric_digest="-",
            assessor_id=placement.assignments[0].user_id,
            levels=levels,
            assessed_at=at,
            released_at=at if released else None,
        )
    )
    db.session.commit()
