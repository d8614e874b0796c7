"""What only the first page asks, put together once (docs/decisions/007)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only

from lms.accounts.models import User
from lms.certificates.models import Certificate
from lms.class_sessions.queries import DAYS_HELD
from lms.db import Blanks
from lms.deliverables import queries as deliverable_queries
from lms.directory.working import projects_of_whom
from lms.editions.models import Edition, Enrolment
from lms.initiatives.models import Commitment, Initiative, Partner
from lms.initiatives.queries import RUNNING as RUNS
from lms.initiatives.reminders import AHEAD as SOON
from lms.introductions import queries as introductions
from lms.introductions.models import Introduction
from lms.logbook.models import LogEntry
from lms.logbook.queries import HOURS_OF
from lms.logbook.states import WAITING
from lms.meetings.models import Meeting, MeetingPerson
from lms.phases import queries as phase_queries
from lms.placements.models import AHEAD, RUNNING, Placement
from lms.placements.queries import SUPERVISED
from lms.programmes.models import ENDS, Participation, Programme, Role, State
from lms.projects.models import Project
from lms.readiness import queries as readiness_queries
from lms.readiness.asking import AGAIN_AFTER
from lms.reviews import queries as review_queries
from lms.stretches.models import Assessment, Closing
from lms.stretches.queries import IDLE
from lms.trips.models import ExchangeTrip

MEETINGS_AHEAD = timedelta(days=14)


def supervised_placements(supervisor: User, *, on: date) -> tuple[Select[Placement], Blanks]:
    """Whom a person supervises now or will soon, thirty at most, with the rules and a row's names.

    First agreements that wait for a signature, then whose entries wait longest, then by name.
    """
    return _SUPERVISED_PLACEMENTS, {"supervisor": supervisor.id, "today": on}


def hours_and_assessed(
    placements: Sequence[int],
) -> tuple[CompoundSelect[int, int, int, int, str], Blanks]:
    """A row of hours for each placement, where `target` is empty; one for each assessment.

    So has a week or month without work: there is nothing to assess.
    """
    return _HOURS_AND_ASSESSED, {"placements": placements}


def waiting_for(
    supervisor: User, *, on: date, at: datetime
) -> tuple[CompoundSelect[int, datetime | None, str], Blanks]:
    """(how many wait, since when, what): a row each for entry, deliverable, gate and word."""
    before = at - AGAIN_AFTER
    return _WAITING_FOR, {"supervisor": supervisor.id, "today": on, "before": before}


def around(person: User, learnt: Sequence[Edition], at: datetime) -> tuple[Any, Blanks]:
    """Rows of class days, awards and what joint learning has, each as `_ARMS` fill them."""
    return _AROUND, {
        "user": person.id,
        "editions": [row.id for row in learnt],
        "yesterday": at.date() - timedelta(days=1),
        "soon": at.date() + SOON,
        "now": at,
        "later": at + MEETINGS_AHEAD,
        "asked_after": introductions.first_open(at),
    }


def _order(since: ColumnElement[datetime | None]) -> tuple[Any, ...]:
    proposed_first = Placement.state != "proposed"
    return proposed_first, since.is_(None), since, User.name, Placement.id


_WAITS = (
    select(LogEntry.placement_id, func.min(LogEntry.submitted_at).label("since"))
    .where(LogEntry.placement_id.in_(SUPERVISED), LogEntry.state.in_(WAITING))
    .group_by(LogEntry.placement_id)
    .subquery()
)
_FIRST = (
    select(Placement.id, _WAITS.c.since)
    .join(Placement.enrolment)
    .join(Enrolment.user)
    .outerjoin(_WAITS, _WAITS.c.placement_id == Placement.id)
    .where(Placement.id.in_(SUPERVISED), Placement.state.in_((*AHEAD, *RUNNING)))
    .order_by(*_order(_WAITS.c.since))
    .limit(30)
    .subquery()
)
"""Sorted without what a row shows: there may be hundreds, and rules are long."""
_SUPERVISED_PLACEMENTS = (
    select(Placement)
    .join(_FIRST, _FIRST.c.id == Placement.id)
    .join(Placement.enrolment)
    .join(Enrolment.user)
    .options(
        contains_eager(Placement.enrolment).options(
            load_only(Enrolment.id, raiseload=True),
            contains_eager(Enrolment.user).load_only(User.name, raiseload=True),
        ),
        joinedload(Placement.project).load_only(Project.name, raiseload=True),
        joinedload(Placement.requirement_set),
    )
    .order_by(*_order(_FIRST.c.since))
)
_WAITING_FOR = union_all(
    review_queries.COUNT_WAITING.add_columns(literal("entry")),
    deliverable_queries.COUNT_WAITING.add_columns(literal("deliverable")),
    phase_queries.COUNT_GATES_TO_DECIDE.add_columns(literal("gate")),
    readiness_queries.COUNT_WAITING.add_columns(literal("word")),
)
_HOURS_AND_ASSESSED = union_all(
    HOURS_OF.add_columns(literal("").label("target")),
    select(Assessment.placement_id, literal(0), literal(0), literal(0), Assessment.target).where(
        Assessment.placement_id.in_(bindparam("placements", expanding=True))
    ),
    select(Closing.placement_id, literal(0), literal(0), literal(0), Closing.target).where(
        Closing.placement_id.in_(bindparam("placements", expanding=True)), IDLE
    ),
)


def _arm(what: str, **said: Any) -> Select[Any]:
    """One kind of row; what it does not say stays blank."""
    blanks: dict[str, Any] = dict.fromkeys(("number", "amount"), literal(0))
    blanks |= dict.fromkeys(_TEXTS, literal(""))
    blanks |= dict.fromkeys(("on", "until"), cast(null(), Date))
    blanks |= dict.fromkeys(("at", "till"), cast(null(), _MOMENT))
    filled = {**blanks, **said}
    return select(literal(what).label("what"), *(filled[name].label(name) for name in blanks))


_MOMENT = Certificate.issued_at.type
_TEXTS = ("ref", "name", "language", "zone", "by", "country")
_ME = bindparam("user", type_=Integer)
_HELD = DAYS_HELD.subquery()
_ASKS = aliased(Participation)
_DIRECTS = select(Participation.programme_id).where(
    Participation.user_id == _ME,
    Participation.role == Role.DIRECTOR.value,
    Participation.state == State.CONFIRMED.value,
)
_MINE = projects_of_whom(_ME)
_ARMS = (
    _arm(
        "day",
        number=_HELD.c.edition_id,
        ref=_HELD.c.day,
        zone=_HELD.c.time_zone,
        at=_HELD.c.starts_at,
        amount=_HELD.c.cancelled,
    ),
    _arm(
        "award",
        ref=Certificate.serial,
        name=Certificate.course_title,
        at=Certificate.issued_at,
        by=Certificate.issued_by,
    )
    .join(Certificate.enrolment)
    .where(Enrolment.user_id == _ME, Certificate.revoked_at.is_(None)),
    _arm(
        "place",
        number=Programme.id,
        ref=Participation.state,
        name=Programme.name,
        language=Programme.language,
        zone=Programme.time_zone,
        by=Programme.place,
        country=Programme.country,
        on=Programme.starts_on,
        until=Programme.ends_on,
    )
    .join_from(Participation, Participation.programme)
    .where(
        Participation.user_id == _ME,
        Participation.state.not_in([state.value for state in ENDS]),
        Programme.ends_on >= bindparam("yesterday", type_=Date),
    ),
    _arm("promise", number=Partner.initiative_id, name=Commitment.what, on=Commitment.due_on)
    .join_from(Commitment, Commitment.partner)
    .join(Initiative, Initiative.id == Partner.initiative_id)
    .where(
        Commitment.person_id == _ME,
        Commitment.done_at.is_(None),
        Commitment.dropped_at.is_(None),
        Commitment.due_on <= bindparam("soon", type_=Date),
        Initiative.state.in_(RUNS),
    ),
    _arm("request", number=Programme.id, name=Programme.name, amount=func.count(_ASKS.id))
    .join_from(_ASKS, Programme, Programme.id == _ASKS.programme_id)
    .where(_ASKS.state == State.APPLIED.value, _ASKS.programme_id.in_(_DIRECTS))
    .group_by(Programme.id, Programme.name),
    _arm(
        "meeting",
        number=Meeting.id,
        name=Meeting.title,
        by=Meeting.place,
        at=Meeting.starts_at,
        till=Meeting.ends_at,
    )
    .join_from(MeetingPerson, Meeting, Meeting.id == MeetingPerson.meeting_id)
    .where(
        MeetingPerson.user_id == _ME,
        Meeting.cancelled_at.is_(None),
        Meeting.ends_at > bindparam("now", type_=_MOMENT),
        Meeting.starts_at < bindparam("later", type_=_MOMENT),
    ),
    _arm(
        "consent",
        number=ExchangeTrip.id,
        name=ExchangeTrip.title,
        language=ExchangeTrip.language,
        on=ExchangeTrip.starts_on,
    ).where(
        or_(
            and_(ExchangeTrip.guest_consent_at.is_(None), ExchangeTrip.guest_id.in_(_MINE)),
            and_(ExchangeTrip.host_consent_at.is_(None), ExchangeTrip.host_id.in_(_MINE)),
        ),
        ExchangeTrip.ends_on >= bindparam("yesterday", type_=Date),
    ),
    _arm("introduction", number=Introduction.id, name=Project.name)
    .join_from(Introduction, Introduction.asker)
    .where(introductions.waits_for(_MINE, bindparam("asked_after", type_=_MOMENT))),
)
_AROUND = union_all(*_ARMS).order_by("on", text("at DESC"), "number")
