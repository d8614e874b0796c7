"""Trainees form the group for a case paper themselves, where those who lead the edition let them.

All of it is done while the edition is held, so that two who accept at once become a queue.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, delete, exists, func, or_, select

from lms.accounts.models import User
from lms.case_studies import group_queries, paper_queries
from lms.case_studies.authors import TakenError, part_group
from lms.case_studies.models import (
    CaseGroupPermission,
    CasePaper,
    CasePaperAuthor,
    CasePaperFile,
    CasePaperInvitation,
)
from lms.case_studies.states import PaperMovedOnError
from lms.content import library
from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.i18n import language
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category

KIND = "group_invitation"


class FullError(Exception):
    """The group would be larger than it may be."""


class NotAskedError(Exception):
    """Nobody asked this person to write along."""


def permit(edition: Edition, case_id: str, *, most: int, by: User, at: datetime) -> None:
    """From now on trainees form groups of up to so many; given again, the number is the new one."""
    known = select(CaseGroupPermission).where(
        CaseGroupPermission.edition_id == edition.id, CaseGroupPermission.case_id == case_id
    )
    row = CaseGroupPermission(
        edition_id=edition.id, case_id=case_id, most=most, given_by_id=by.id, given_at=at
    )
    db.keep_once(row, known).most = most
    db.session.flush()


def end_permission(edition: Edition, case_id: str) -> None:
    """Groups stay as they are; an invitation that nobody has accepted is none any more."""
    papers = select(CasePaper.id).join(CasePaper.enrolment)
    here = papers.where(Enrolment.edition_id == edition.id, CasePaper.case_id == case_id)
    db.session.execute(
        delete(CasePaperInvitation)
        .where(CasePaperInvitation.paper_id.in_(here))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(CaseGroupPermission).where(
            CaseGroupPermission.edition_id == edition.id, CaseGroupPermission.case_id == case_id
        )
    )


def invite(
    author: Enrolment, case_id: str, chosen: Sequence[int], *, most: int, at: datetime
) -> None:
    """Ask these trainees to write along; who has begun nothing begins the paper with it."""
    db.hold(author.edition)
    query = group_queries.paper_with_people(author, case_id)
    paper = db.session.scalars(query).unique().one_or_none()
    if paper and paper.state != "draft":
        raise PaperMovedOnError("another group for what was handed in")
    sent = {row.enrolment_id: row for row in db.session.scalars(_sent(paper))} if paper else {}
    free = _free(author, case_id)
    if not set(chosen) <= free.keys():
        raise TakenError
    new = [free[number] for number in dict.fromkeys(chosen) if number not in sent]
    waiting = sum(row.declined_at is None for row in sent.values())
    if (len(paper.authors) if paper else 1) + waiting + len(new) > most:
        raise FullError
    number = (paper or _begin(author, case_id)).id
    db.session.add_all(
        CasePaperInvitation(paper_id=number, enrolment_id=row.id, invited_at=at) for row in new
    )
    db.session.flush()
    _tell(author, case_id, [row.user for row in new], at=at)


def withdraw(paper: CasePaper, enrolment_id: int) -> None:
    """Ask somebody no longer. A paper that was begun for nothing else is no more.

    Raises NotAskedError.
    """
    gone = db.session.scalar(
        delete(CasePaperInvitation)
        .where(
            CasePaperInvitation.paper_id == paper.id,
            CasePaperInvitation.enrolment_id == enrolment_id,
        )
        .returning(CasePaperInvitation.id)
    )
    if gone is None:
        raise NotAskedError
    if len(paper.authors) == 1 and db.session.scalar(_used(paper)) is None:
        part_group(paper)


def accept(invitation: CasePaperInvitation, enrolment: Enrolment, *, most: int) -> None:
    """Become an author. Raises TakenError for who has a paper of their own meanwhile."""
    paper = invitation.paper
    db.hold(enrolment.edition)
    _hold_open(paper)
    taken = select(CasePaperAuthor.id).where(
        CasePaperAuthor.enrolment_id == enrolment.id, CasePaperAuthor.case_id == paper.case_id
    )
    if db.session.scalar(taken) is not None:
        raise TakenError
    if (db.session.scalar(_count_authors(paper)) or 0) + 1 > most:
        raise FullError
    db.session.delete(invitation)
    db.session.add(
        CasePaperAuthor(paper_id=paper.id, enrolment_id=enrolment.id, case_id=paper.case_id)
    )
    db.session.flush()


def decline(invitation: CasePaperInvitation, *, at: datetime) -> None:
    """Nobody asks them again for this paper."""
    invitation.declined_at = at
    db.session.flush()


def leave(paper: CasePaper, enrolment: Enrolment) -> None:
    """Before it is handed in. What was written stays with the others."""
    db.hold(enrolment.edition)
    _hold_open(paper)
    mine = CasePaperAuthor.enrolment_id == enrolment.id
    others = select(CasePaperAuthor.enrolment_id).where(CasePaperAuthor.paper_id == paper.id, ~mine)
    first = db.session.scalar(others.order_by(CasePaperAuthor.id).limit(1))
    if first is None:
        raise PaperMovedOnError("the last author of a paper")
    db.session.execute(delete(CasePaperAuthor).where(CasePaperAuthor.paper_id == paper.id, mine))
    if paper.enrolment_id == enrolment.id:
        paper.enrolment_id = first
    db.session.flush()


def _hold_open(paper: CasePaper) -> None:
    db.session.refresh(paper, ["state"], with_for_update=True)
    if paper.state != "draft":
        raise PaperMovedOnError("another group for what was handed in")


def _begin(author: Enrolment, case_id: str) -> CasePaper:
    seat = CasePaperAuthor(enrolment_id=author.id, case_id=case_id)
    paper = CasePaper(
        enrolment_id=author.id, case_id=case_id, state="draft", version=0, authors=[seat]
    )
    db.session.add(paper)
    db.session.flush()
    return paper


def _free(author: Enrolment, case_id: str) -> dict[int, Enrolment]:
    rows = db.session.scalars(paper_queries.without_paper(author.edition, case_id))
    return {row.id: row for row in rows if row.id != author.id}


def _sent(paper: CasePaper) -> Select[CasePaperInvitation]:
    return select(CasePaperInvitation).where(CasePaperInvitation.paper_id == paper.id)


def _used(paper: CasePaper) -> Select[int]:
    """Whether it was written in, has a file, or others are still asked."""
    return select(CasePaper.id).where(
        CasePaper.id == paper.id,
        or_(
            CasePaper.version > 0,
            exists().where(CasePaperInvitation.paper_id == CasePaper.id),
            exists().where(CasePaperFile.paper_id == CasePaper.id),
        ),
    )


def _count_authors(paper: CasePaper) -> Select[int]:
    return select(func.count(CasePaperAuthor.id)).where(CasePaperAuthor.paper_id == paper.id)


def _tell(author: Enrolment, case_id: str, users: Sequence[User], *, at: datetime) -> None:
    about = {"name": author.user.name, "case": case_id}
    href = f"/editions/{author.edition_id}/case-studies/{case_id}/paper/group"
    tell(users, KIND, category=Category.WORK, about=about, href=href, at=at)


@says(KIND)
def invited(about: Mapping[str, Any]) -> str:
    case = library().case_studies.get(about["case"])
    title = case.title.get(language()) if case else about["case"]
    said = {"name": about["name"], "case": title}
    return _("%(name)s asks you to write a case paper together: %(case)s", **said)
