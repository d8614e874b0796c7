from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.initiatives.models import CheckIn, Commitment, Initiative, Partner, State
from lms.projects.models import Project

RUNNING = (State.AGREED.value, State.ACTIVE.value)


def initiatives() -> Select[Initiative]:
    return select(Initiative)


def initiative(number: int) -> Select[Initiative]:
    return (
        select(Initiative)
        .options(joinedload(Initiative.by), joinedload(Initiative.programme))
        .where(Initiative.id == number)
    )


def sent_as(by: User, key: UUID) -> Select[Initiative]:
    return select(Initiative).where(Initiative.by_id == by.id, Initiative.key == key)


def partners(numbers: Collection[int]) -> Select[Partner]:
    return (
        select(Partner)
        .options(joinedload(Partner.project), joinedload(Partner.consent_by))
        .where(Partner.initiative_id.in_(numbers))
        .order_by(Partner.id)
    )


def partner(initiative: Initiative, project_id: int) -> Select[Partner]:
    return select(Partner).where(
        Partner.initiative_id == initiative.id, Partner.project_id == project_id
    )


def beside(project: Project) -> tuple[Select[Partner, Initiative], Blanks]:
    """Every partner of each initiative that it takes part in, the newest initiative first."""
    return _BESIDE, {"project": project.id}


def begun_from(**origin: int) -> Select[Initiative]:
    """`programme_id=7`: what came of it, the newest first."""
    return select(Initiative).filter_by(**origin).order_by(Initiative.id.desc())


def commitments(initiative: Initiative) -> Select[Commitment]:
    """The next first, with person and partner."""
    return (
        select(Commitment)
        .join(Commitment.partner)
        .options(
            joinedload(Commitment.person),
            joinedload(Commitment.partner).joinedload(Partner.project),
        )
        .where(Partner.initiative_id == initiative.id)
        .order_by(Commitment.due_on, Commitment.id)
    )


def commitment_sent_as(partner: Partner, key: UUID) -> Select[Commitment]:
    return select(Commitment).where(Commitment.partner_id == partner.id, Commitment.key == key)


def check_ins(initiative: Initiative) -> Select[CheckIn]:
    return (
        select(CheckIn)
        .options(joinedload(CheckIn.by))
        .where(CheckIn.initiative_id == initiative.id)
        .order_by(CheckIn.id.desc())
    )


def check_in_sent_as(by: User, key: UUID) -> Select[CheckIn]:
    return select(CheckIn).where(CheckIn.by_id == by.id, CheckIn.key == key)


def all_projects() -> Select[Project]:
    return select(Project).order_by(Project.country, Project.name, Project.id)


def open_commitments_of(user_ids: Collection[int], until: date) -> Select[Commitment]:
    """Due by this day, of initiatives that run."""
    return (
        select(Commitment)
        .join(Commitment.partner)
        .join(Initiative, Initiative.id == Partner.initiative_id)
        .options(joinedload(Commitment.partner))
        .where(
            Commitment.person_id.in_(user_ids),
            Commitment.done_at.is_(None),
            Commitment.dropped_at.is_(None),
            Commitment.due_on <= until,
            Initiative.state.in_(RUNNING),
        )
    )


def agreed_between(first: datetime, last: datetime) -> Select[Initiative, int | None]:
    """Those that run, with each person who consented."""
    return (
        select(Initiative, Partner.consent_by_id)
        .join(Partner, Partner.initiative_id == Initiative.id)
        .where(
            Initiative.state.in_(RUNNING),
            Initiative.agreed_at > first,
            Initiative.agreed_at <= last,
            Partner.consent_by_id.is_not(None),
        )
    )


_WITH_IT = select(Partner.initiative_id).where(Partner.project_id == bindparam("project"))
_BESIDE = (
    select(Partner, Initiative)
    .join(Initiative, Initiative.id == Partner.initiative_id)
    .options(joinedload(Partner.project))
    .where(Initiative.id.in_(_WITH_IT))
    .order_by(Initiative.id.desc(), Partner.id)
)
