from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import load_only

from lms.accounts.models import User
from lms.case_studies.models import CaseDecision
from lms.content.case_study import CaseStudy


def decisions_by(user: User) -> Select[CaseDecision]:
    """All that a person has decided, the latest first."""
    return (
        select(CaseDecision)
        .where(CaseDecision.user_id == user.id)
        .order_by(CaseDecision.decided_at.desc(), CaseDecision.id.desc())
    )


def places_decided(user: User) -> Select[CaseDecision]:
    """Where they have decided, without the reasons, which are long."""
    where = load_only(CaseDecision.case_id, CaseDecision.decision_id)
    return decisions_by(user).options(where)


def decisions_in(case: CaseStudy, user: User) -> Select[CaseDecision]:
    """Only ever a person's own: nobody reads the reasons of another."""
    return decisions_by(user).where(CaseDecision.case_id == case.id)


def decision_at(case_id: str, decision_id: str, user: User) -> Select[CaseDecision]:
    return decisions_by(user).where(
        CaseDecision.case_id == case_id, CaseDecision.decision_id == decision_id
    )


def head_count(case: CaseStudy, decisions: Collection[str]) -> Select[str, str, int]:
    """How many people took each option of these decisions."""
    return (
        select(CaseDecision.decision_id, CaseDecision.option_id, func.count())
        .where(CaseDecision.case_id == case.id, CaseDecision.decision_id.in_(decisions))
        .group_by(CaseDecision.decision_id, CaseDecision.option_id)
    )
