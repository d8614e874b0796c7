from datetime import datetime

from lms.accounts.models import User
from lms.case_studies import queries
from lms.case_studies.models import CaseDecision, CaseOpening
from lms.content.case_study import CaseStudy, Decision
from lms.db import db
from lms.editions.models import Edition


def decide(  # noqa: PLR0913  # a decision is kept whole
    case: CaseStudy,
    decision: Decision,
    *,
    option_id: str,
    reasons: str,
    by: User,
    at: datetime,
    edition_id: int | None = None,
) -> CaseDecision:
    """Choose, with reasons, once: a later choice at the same point gives back the first.

    `edition_id` is the class in which it is decided; if that was told the outcome, it is noted.
    """
    told = _opening(case, edition_id) if edition_id else None
    row = CaseDecision(
        user_id=by.id,
        case_id=case.id,
        decision_id=decision.id,
        option_id=option_id,
        reasons=reasons,
        decided_at=at,
        edition_id=edition_id,
        opening_id=told.id if told else None,
    )
    return db.keep_once(row, queries.decision_at(case.id, decision.id, by))


def open_for_everyone(case: CaseStudy, edition: Edition, *, by: User, at: datetime) -> CaseOpening:
    """Tell the whole edition what happened; whoever opens it again finds the first opening."""
    known = _opening(case, edition.id)
    if known is not None:
        return known
    row = CaseOpening(edition_id=edition.id, case_id=case.id, opened_by=by, opened_at=at)
    return db.keep_once(row, queries.opening(case.id, edition.id))


def _opening(case: CaseStudy, edition_id: int) -> CaseOpening | None:
    return db.session.scalars(queries.opening(case.id, edition_id)).one_or_none()
