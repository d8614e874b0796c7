"""Groups that trainees form: who is let, who asks, who writes with whom."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.case_studies import joining
from lms.case_studies.models import (
    CasePaperAuthor,
    CasePaperInvitation,
)
from lms.db import db
from lms.editions.models import Enrolment
from tests.case_studies.papers import CASE
from tests.people import People

NOW = datetime.now(UTC)


def desk_of(people: People) -> str:
    """Where a trainer lets them."""
    return f"/editions/{people.edition.id}/case-studies/{CASE}/groups"


def group_of(people: People) -> str:
    return f"/editions/{people.edition.id}/case-studies/{CASE}/paper/group"


def let_them(people: People, most: int = 3) -> None:
    joining.permit(people.edition, CASE, most=most, by=people.trainer, at=NOW)
    db.session.commit()


def asked(author: Enrolment, *others: Enrolment, most: int = 3) -> list[CasePaperInvitation]:
    joining.invite(author, CASE, [row.id for row in others], most=most, at=NOW)
    db.session.commit()
    query = select(CasePaperInvitation).options(joinedload(CasePaperInvitation.paper))
    return list(db.session.scalars(query.order_by(CasePaperInvitation.id)))


def account(trainee: Enrolment) -> User:
    return db.session.get_one(User, trainee.user_id)


def accepted(row: CasePaperInvitation, *, most: int) -> None:
    enrolment = db.session.get_one(Enrolment, row.enrolment_id)
    joining.accept(row, enrolment, most=most)
    db.session.commit()


def who_writes() -> list[set[str]]:
    rows = db.session.execute(
        select(CasePaperAuthor.paper_id, User.name)
        .join(CasePaperAuthor.enrolment)
        .join(Enrolment.user)
    )
    found: dict[int, set[str]] = {}
    for paper, name in rows:
        found.setdefault(paper, set()).add(name.split()[0])
    return [found[number] for number in sorted(found)]
