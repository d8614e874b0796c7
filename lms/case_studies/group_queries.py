"""What is asked where trainees form the group for a case paper themselves."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.case_studies.models import (
    CaseGroupPermission,
    CasePaper,
    CasePaperAuthor,
    CasePaperInvitation,
)
from lms.editions.models import Edition, Enrolment


def permission(edition: Edition, case_id: str) -> Select[CaseGroupPermission]:
    """With who gave it; none where only those who lead form groups."""
    return (
        select(CaseGroupPermission)
        .options(joinedload(CaseGroupPermission.given_by))
        .where(CaseGroupPermission.edition_id == edition.id, CaseGroupPermission.case_id == case_id)
    )


def paper_with_people(enrolment: Enrolment, case_id: str) -> Select[CasePaper]:
    """The paper of which this trainee is an author, with all its authors and nothing else."""
    mine = select(CasePaperAuthor.paper_id).where(
        CasePaperAuthor.enrolment_id == enrolment.id, CasePaperAuthor.case_id == case_id
    )
    return select(CasePaper).options(_AUTHORS).where(CasePaper.id.in_(mine))


def invitations(enrolment: Enrolment, case_id: str) -> Select[CasePaperInvitation]:
    """To this trainee, while they can be accepted; and all of the paper they are an author of."""
    mine = select(CasePaperAuthor.paper_id).where(CasePaperAuthor.enrolment_id == enrolment.id)
    to_me = (
        (CasePaperInvitation.enrolment_id == enrolment.id)
        & CasePaperInvitation.declined_at.is_(None)
        & (CasePaper.state == "draft")
    )
    return (
        select(CasePaperInvitation)
        .join(CasePaperInvitation.paper)
        .options(
            contains_eager(CasePaperInvitation.paper).options(_AUTHORS),
            joinedload(CasePaperInvitation.enrolment).joinedload(Enrolment.user),
        )
        .where(CasePaper.case_id == case_id, or_(to_me, CasePaper.id.in_(mine)))
        .order_by(CasePaperInvitation.id)
    )


_AUTHORS = (
    joinedload(CasePaper.authors).joinedload(CasePaperAuthor.enrolment).joinedload(Enrolment.user)
)
