"""What only the first page asks, put together once (docs/decisions/007)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)

from lms.case_studies.models import CasePaper
from lms.learning.models import Enrolment, QuizAttempt
from lms.logbook.queries import HOURS_OF
from lms.question_sets.models import QuestionSet
from lms.stretches.models import Assessment

FIRST = 8


class Asked(NamedTuple):
    """A case paper that came back, called by its case, or a quiz of the edition that is new."""

    kind: str  # paper or quiz
    id: int
    name: str
    edition_id: int


def hours_and_assessed(placements: Sequence[int]) -> CompoundSelect[int, int, int, int, str]:
    """A row of hours for each placement, where `target` is empty; and one for each assessment."""
    return _HOURS_AND_ASSESSED.params(placements=placements)


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
_HOURS_AND_ASSESSED = union_all(
    HOURS_OF.add_columns(literal("").label("target")),
    select(Assessment.placement_id, literal(0), literal(0), literal(0), Assessment.target).where(
        Assessment.placement_id.in_(bindparam("placements", expanding=True))
    ),
)
