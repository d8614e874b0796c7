"""What only the first page asks, put together once (docs/decisions/007)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    CompoundSelect,
    bindparam,
    literal,
    select,
    union_all,
)

from lms.accounts.models import User
from lms.db import Blanks
from lms.deliverables import queries as deliverable_queries
from lms.logbook.queries import HOURS_OF
from lms.reviews import queries as review_queries
from lms.stretches.models import Assessment


def hours_and_assessed(
    placements: Sequence[int],
) -> tuple[CompoundSelect[int, int, int, int, str], Blanks]:
    """A row of hours for each placement, where `target` is empty; and one for each assessment."""
    return _HOURS_AND_ASSESSED, {"placements": placements}


def waiting_for(
    reviewer: User, *, on: date
) -> tuple[CompoundSelect[int, datetime | None, str], Blanks]:
    """(how many wait, since when, entry or deliverable): a row for each."""
    return _WAITING_FOR, {"supervisor": reviewer.id, "today": on}


_WAITING_FOR = union_all(
    review_queries.COUNT_WAITING.add_columns(literal("entry")),
    deliverable_queries.COUNT_WAITING.add_columns(literal("deliverable")),
)
_HOURS_AND_ASSESSED = union_all(
    HOURS_OF.add_columns(literal("").label("target")),
    select(Assessment.placement_id, literal(0), literal(0), literal(0), Assessment.target).where(
        Assessment.placement_id.in_(bindparam("placements", expanding=True))
    ),
)
