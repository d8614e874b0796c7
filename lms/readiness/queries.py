from datetime import date, datetime

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.completion.queries import newest_tree
from lms.db import Blanks
from lms.editions.models import Edition, Enrolment
from lms.placements.models import Placement
from lms.placements.queries import SUPERVISED, SUPERVISOR
from lms.readiness.models import NOT_YET, SupervisorWord


def words_about(placement: Placement) -> Select[SupervisorWord]:
    """Everything that was said, with who said it, the newest first."""
    return (
        select(SupervisorWord)
        .options(joinedload(SupervisorWord.by))
        .where(SupervisorWord.placement_id == placement.id)
        .order_by(SupervisorWord.id.desc())
    )


def waiting_for_a_word(
    supervisor: User, *, on: date, before: datetime
) -> tuple[Select[Placement, str | None], Blanks]:
    """Whom this person supervises where the rule of the edition asks for a word not said yet.

    A "not yet" from before that moment counts as not said: it is time to look again.
    """
    return _WAITING, {"supervisor": supervisor.id, "today": on, "before": before}


# What Today asks, put together once (docs/decisions/007).
_LATER_WORD = aliased(SupervisorWord)
_NEWEST_RULE = newest_tree(Enrolment.edition_id)
_NEWEST_WORD = (
    select(func.max(_LATER_WORD.id))
    .where(_LATER_WORD.placement_id == Placement.id)
    .correlate(Placement)
    .scalar_subquery()
)
_MISSING = (
    Placement.id.in_(SUPERVISED),
    Placement.state.in_(("active", "completing")),
    Enrolment.user_id != SUPERVISOR,
    Enrolment.ended_at.is_(None),
    _NEWEST_RULE.contains('"word"'),
    or_(
        SupervisorWord.id.is_(None),
        (SupervisorWord.said == NOT_YET)
        & (SupervisorWord.at < bindparam("before", type_=SupervisorWord.at.type)),
    ),
)
COUNT_WAITING = (
    select(func.count(Placement.id), func.min(SupervisorWord.at))
    .join(Placement.enrolment)
    .outerjoin(SupervisorWord, SupervisorWord.id == _NEWEST_WORD)
    .where(*_MISSING)
)
_WAITING = (
    select(Placement, _NEWEST_RULE.label("tree"))
    .join(Placement.enrolment)
    .join(Enrolment.user)
    .join(Edition, Edition.id == Enrolment.edition_id)
    .outerjoin(SupervisorWord, SupervisorWord.id == _NEWEST_WORD)
    .options(
        contains_eager(Placement.enrolment).options(
            contains_eager(Enrolment.user), contains_eager(Enrolment.edition)
        )
    )
    .where(*_MISSING)
    .order_by(User.name, Placement.id)
    .limit(30)
)
