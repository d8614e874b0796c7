"""Begin an initiative, join it, promise something for it, take it a step on, tell of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lms.accounts.models import User
from lms.db import db
from lms.initiatives import queries
from lms.initiatives.gate import Lacks, lacks
from lms.initiatives.models import NEXT, CheckIn, Commitment, Initiative, Partner, Role, State


class NotReadyError(Exception):
    """Something is lacking for the next step, or there is none."""

    def __init__(self, found: Lacks) -> None:
        self.lacks = found


@dataclass(frozen=True)
class Seed:
    """The last five: where it came from."""

    key: UUID
    title: str
    aim: str
    language: str
    programme_id: int | None = None
    topic_id: int | None = None
    note_id: int | None = None
    visit_id: int | None = None
    introduction_id: int | None = None


def begin(seed: Seed, *, by: User, at: datetime) -> Initiative:
    """Sent twice, it is one."""
    row = Initiative(by_id=by.id, created_at=at, **vars(seed))
    return db.keep_once(row, queries.sent_as(by, seed.key))


def add_partner(initiative: Initiative, project_id: int, role: Role) -> Partner:
    """Twice is once; who was added to what is agreed already consents to nothing by that."""
    row = Partner(initiative_id=initiative.id, project_id=project_id, role=role.value)
    return db.keep_once(row, queries.partner(initiative, project_id))


def consent(partner: Partner, *, by: User, at: datetime) -> None:
    """In the name of the project, once; the first name stands."""
    db.hold(partner)
    db.session.refresh(partner, ["consent_at"])
    if partner.consent_at is None:
        partner.consent_by_id, partner.consent_at = by.id, at
        db.session.flush()


def promise(  # a promise has all of this
    partner: Partner, person: User, *, key: UUID, what: str, due_on: date, at: datetime
) -> Commitment:
    row = Commitment(
        partner_id=partner.id,
        person_id=person.id,
        key=key,
        what=what,
        due_on=due_on,
        created_at=at,
    )
    return db.keep_once(row, queries.commitment_sent_as(partner, key))


def close(commitment: Commitment, *, done: bool, evidence: str, at: datetime) -> None:
    """Done or given up; said twice, the first stands."""
    if commitment.is_open:
        commitment.evidence = evidence
        if done:
            commitment.done_at = at
        else:
            commitment.dropped_at = at
        db.session.flush()


def step_on(initiative: Initiative, *, wanted: State, at: datetime) -> None:
    """To the one state that follows; raises NotReadyError. Taken already, it stays as it is."""
    db.hold(initiative)
    db.session.refresh(initiative, ["state"])
    if initiative.state == wanted:
        return
    partners = db.session.scalars(queries.partners([initiative.id])).all()
    commitments = db.session.scalars(queries.commitments(initiative)).all()
    found = lacks(initiative, partners, commitments)
    if found or NEXT.get(State(initiative.state)) is not wanted:
        raise NotReadyError(found)
    initiative.state = wanted.value
    if wanted is State.AGREED:
        initiative.agreed_at = at
    if wanted is State.COMPLETED:
        initiative.ended_at = at
    db.session.flush()


def stop(initiative: Initiative, *, reason: str, at: datetime) -> None:
    """The first reason stands."""
    db.hold(initiative)
    db.session.refresh(initiative, ["state"])
    if initiative.state not in {State.STOPPED, State.COMPLETED}:
        initiative.state, initiative.stop_reason = State.STOPPED.value, reason
        initiative.ended_at = at
        db.session.flush()


def check_in(
    initiative: Initiative, *, key: UUID, value: str, text: str, by: User, at: datetime
) -> CheckIn:
    row = CheckIn(initiative_id=initiative.id, by_id=by.id, key=key, value=value, text=text, at=at)
    return db.keep_once(row, queries.check_in_sent_as(by, key))
