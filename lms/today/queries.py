"""What only the first page asks, put together once (docs/decisions/007)."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.case_studies.models import CasePaper
from lms.fieldwork.models import HourLedger, LogEntry, Placement
from lms.fieldwork.states import WAITING
from lms.learning.models import Enrolment, QuizAttempt
from lms.question_sets.models import QuestionSet

FIRST = 8


class Asked(NamedTuple):
    """A case paper that came back, called by its case, or a quiz of the edition that is new."""

    kind: str  # paper or quiz
    id: int
    name: str
    edition_id: int


def own_placement(user: User) -> Select[Placement, int, int, int]:
    """Where a trainee works now, with project and rules, and minutes noted, submitted, approved."""
    return _OWN_PLACEMENT.params(user=user.id)


def returned_and_new(trainee: Enrolment, *, on: date) -> Select[str, int, str, int]:
    """Read as `Asked`: papers, the one that came back first at the top, and then quizzes.

    Of these what the trainee may take and has not finished once, the newest first.
    """
    return _RETURNED_AND_NEW.params(
        user=trainee.user_id,
        enrolment=trainee.id,
        edition=trainee.edition_id,
        stem=f"edition-{trainee.edition_id}/quiz-",
        today=on,
    )


def _sum_of(minutes: SQLColumnExpression[int]) -> ColumnElement[int]:
    """Of the entries of the placement."""
    return (
        select(func.coalesce(func.sum(minutes), 0))
        .where(LogEntry.placement_id == Placement.id, LogEntry.state != "void")
        .correlate(Placement)
        .scalar_subquery()
    )


_SUBMITTED = case((LogEntry.state.in_((*WAITING, "approved", "locked")), LogEntry.minutes))
_APPROVED = (
    select(func.coalesce(func.sum(HourLedger.minutes), 0))
    .where(HourLedger.placement_id == Placement.id)
    .correlate(Placement)
    .scalar_subquery()
)
_OWN_PLACEMENT = (
    select(Placement, _sum_of(LogEntry.minutes), _sum_of(_SUBMITTED), _APPROVED)
    .join(Placement.enrolment)
    .options(joinedload(Placement.project), joinedload(Placement.requirement_set))
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Enrolment.ended_at.is_(None))
    .where(Placement.state.in_(("active", "completing")))
    .order_by(Placement.starts_on.desc(), Placement.id)
    .limit(1)
)
_FINISHED = exists().where(
    QuizAttempt.enrolment_id == bindparam("enrolment", type_=Integer),
    QuizAttempt.day == bindparam("stem", type_=String) + cast(QuestionSet.id, String),
    QuizAttempt.finished_at.is_not(None),
)
_RETURNED = (
    select(
        literal("paper").label("kind"),
        CasePaper.id.label("id"),
        CasePaper.case_id.label("name"),
        Enrolment.edition_id.label("edition"),
        func.row_number().over(order_by=(CasePaper.submitted_at, CasePaper.id)).label("place"),
    )
    .join(CasePaper.enrolment)
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Enrolment.ended_at.is_(None))
    .where(CasePaper.state == "returned")
)
_NEW = select(
    literal("quiz"),
    QuestionSet.id,
    QuestionSet.title,
    QuestionSet.edition_id,
    func.row_number().over(order_by=(QuestionSet.opens_on.desc(), QuestionSet.id.desc())),
).where(
    QuestionSet.edition_id == bindparam("edition", type_=Integer),
    QuestionSet.opens_on <= bindparam("today", type_=Date),
    QuestionSet.withdrawn_at.is_(None),
    ~_FINISHED,
)
_EACH = union_all(_RETURNED, _NEW).subquery()
_RETURNED_AND_NEW = (
    select(_EACH.c.kind, _EACH.c.id, _EACH.c.name, _EACH.c.edition)
    .where(_EACH.c.place <= FIRST)
    .order_by(_EACH.c.kind, _EACH.c.place)
)
