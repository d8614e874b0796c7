from datetime import datetime

from lms.accounts.models import User
from lms.case_studies import queries
from lms.case_studies.models import CaseDecision
from lms.content.case_study import CaseStudy, Decision
from lms.db import db


def decide(
    case: CaseStudy,
    decision: Decision,
    *,
    option_id: str,
    reasons: str,
    by: User,
    at: datetime,
) -> CaseDecision:
    """Choose, with reasons, once: a later choice at the same point gives back the first."""
    row = CaseDecision(
        user_id=by.id,
        case_id=case.id,
        decision_id=decision.id,
        option_id=option_id,
        reasons=reasons,
        decided_at=at,
    )
    return db.keep_once(row, queries.decision_at(case.id, decision.id, by))
