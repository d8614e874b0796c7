"""Weeks that are assessed, and what trainees ask about them."""

from datetime import UTC, datetime

from lms import content
from lms.appeals import actions
from lms.appeals.models import Appeal
from lms.grading.actions import Marking
from lms.placements.models import Placement
from lms.stretches.actions import assess
from lms.stretches.models import Assessment
from tests.people import People


def an_assessed_week(placement: Placement, people: People, *, at: datetime) -> Assessment:
    """The first week, at level 2 throughout."""
    rubric = content.library().rubrics["log"]
    levels = {row.id: 2 for row in rubric.criteria}
    marking = Marking(rubric, levels, "Facts are strong; date the next step.")
    return assess(placement, "week:1", marking, by=people.supervisor, at=at)


def an_appeal(placement: Placement, people: People) -> Appeal:
    now = datetime.now(UTC)
    assessment = an_assessed_week(placement, people, at=now)
    criterion = next(iter(assessment.levels))
    return actions.ask(placement, assessment, criterion, "The list is named and dated.", at=now)
