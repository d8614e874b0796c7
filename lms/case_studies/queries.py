from collections.abc import Collection

from sqlalchemy import Select, and_, false, func, select, tuple_
from sqlalchemy.orm import joinedload, load_only

from lms.accounts.models import User
from lms.case_studies.models import CaseDecision, CaseOpening
from lms.content.case_study import CaseStudy
from lms.editions.models import Edition, Enrolment, Role


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


def decisions_of(case: CaseStudy, people: Collection[int]) -> Select[CaseDecision]:
    """Of the authors of a paper, for who grades it, in the order of time."""
    return (
        select(CaseDecision)
        .where(CaseDecision.case_id == case.id, CaseDecision.user_id.in_(people))
        .order_by(CaseDecision.decided_at, CaseDecision.id)
    )


def decision_at(case_id: str, decision_id: str, user: User) -> Select[CaseDecision]:
    return decisions_by(user).where(
        CaseDecision.case_id == case_id, CaseDecision.decision_id == decision_id
    )


def head_count(
    case: CaseStudy, decisions: Collection[str], *, edition_id: int | None
) -> Select[str, str, str, bool, int]:
    """(decision, option, country, whether of this edition, people) of what was decided unaided."""
    mine = (
        false() if edition_id is None else CaseDecision.edition_id.is_not_distinct_from(edition_id)
    )
    return (
        select(
            CaseDecision.decision_id,
            CaseDecision.option_id,
            User.country,
            mine.label("mine"),
            func.count(),
        )
        .join(User, CaseDecision.user_id == User.id)
        .where(CaseDecision.case_id == case.id, CaseDecision.decision_id.in_(decisions))
        .where(CaseDecision.opening_id.is_(None))
        .group_by(CaseDecision.decision_id, CaseDecision.option_id, User.country, "mine")
    )


def opening(case_id: str, edition_id: int) -> Select[CaseOpening]:
    """When and by whom an edition was told what happened in this case."""
    return (
        select(CaseOpening)
        .options(joinedload(CaseOpening.opened_by))
        .where(CaseOpening.edition_id == edition_id, CaseOpening.case_id == case_id)
    )


def openings_in(edition: Edition) -> Select[CaseOpening]:
    return select(CaseOpening).where(CaseOpening.edition_id == edition.id)


def made_by(edition: Edition, case: CaseStudy) -> Select[int, str | None, int | None]:
    """(trainee's account, decision, opening before it), with a row for who has not decided."""
    return (
        select(Enrolment.user_id, CaseDecision.decision_id, CaseDecision.opening_id)
        .outerjoin(
            CaseDecision,
            and_(CaseDecision.user_id == Enrolment.user_id, CaseDecision.case_id == case.id),
        )
        .where(_TRAINEES, Enrolment.edition_id == edition.id)
    )


def finished_in(edition: Edition, decisions: Collection[tuple[str, str]]) -> Select[str, int]:
    """(case, trainees of the edition who have come to its end); `decisions` are the last ones."""
    return (
        select(CaseDecision.case_id, func.count())
        .join(Enrolment, Enrolment.user_id == CaseDecision.user_id)
        .where(_TRAINEES, Enrolment.edition_id == edition.id)
        .where(tuple_(CaseDecision.case_id, CaseDecision.decision_id).in_(decisions))
        .group_by(CaseDecision.case_id)
    )


_TRAINEES = and_(Enrolment.role == Role.TRAINEE.value, Enrolment.ended_at.is_(None))
