from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SelectBase, and_, func, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.directory import working
from lms.introductions.models import WAITS, Introduction


def about(indicator_id: int, period: str) -> Select[Introduction]:
    """All of them, whoever asked whom."""
    return select(Introduction).where(
        Introduction.indicator_id == indicator_id, Introduction.period == period
    )


def sent_as(by: User, key: UUID) -> Select[Introduction]:
    return select(Introduction).where(Introduction.by_id == by.id, Introduction.key == key)


def asked_since(asker_id: int, moment: datetime) -> Select[int]:
    """How often a project has asked."""
    return select(func.count(Introduction.id)).where(
        Introduction.asker_id == asker_id, Introduction.at > moment
    )


def introduction(number: int) -> Select[Introduction]:
    return _with_all().where(Introduction.id == number)


def seen_by(number: int, person: User) -> Select[Introduction]:
    """For people of the two projects alone."""
    mine = working.projects_of(person)
    theirs = or_(Introduction.asker_id.in_(mine), Introduction.asked_id.in_(mine))
    return introduction(number).where(theirs)


def of_projects(projects: Collection[int]) -> Select[Introduction]:
    """Those they ask for or are asked for, the newest first."""
    theirs = or_(Introduction.asker_id.in_(projects), Introduction.asked_id.in_(projects))
    return _with_all().where(theirs).order_by(Introduction.id.desc())


def _with_all() -> Select[Introduction]:
    return select(Introduction).options(
        joinedload(Introduction.indicator),
        joinedload(Introduction.asker),
        joinedload(Introduction.asked),
        joinedload(Introduction.by),
        joinedload(Introduction.answered_by),
    )


def waits_for(projects: SelectBase, asked_after: object) -> ColumnElement[bool]:
    """Whether somebody of these projects, those of a person, may answer; both may have blanks."""
    return and_(
        Introduction.asked_id.in_(projects),
        Introduction.asker_id.not_in(projects),
        Introduction.answer.is_(None),
        Introduction.at > asked_after,
    )


def first_open(at: datetime) -> datetime:
    """What was asked after this can still be answered."""
    return at - WAITS
