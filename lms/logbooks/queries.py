from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    case,
    cast,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from lms.actors.models import Actor
from lms.agreements.models import Agreement, Signature
from lms.audit.models import AuditEvent
from lms.deliverables.queries import states_in
from lms.editions.models import Enrolment
from lms.evidence.models import Evidence
from lms.logbook.models import EntryActor, LogEntry, LogEntryVersion, Review
from lms.logbook.states import HIDDEN_FROM_REVIEWERS
from lms.phases.queries import opened_in
from lms.placements.models import Placement, SupervisorAssignment
from lms.placements.record import chain_of
from lms.stretches.models import Assessment, Closing, Reflection
from lms.stretches.queries import IDLE


def placement_to_draw(placement_id: int) -> Select[Placement]:
    """With all that its pages name, whoever reads them."""
    return (
        select(Placement)
        .options(
            joinedload(Placement.enrolment).options(
                joinedload(Enrolment.user), joinedload(Enrolment.edition)
            ),
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
            joinedload(Placement.assignments).joinedload(SupervisorAssignment.user),
        )
        .where(Placement.id == placement_id)
    )


def entries(placement: Placement) -> Select[LogEntry]:
    """All that was handed in, by day; drafts are their author's own."""
    return (
        select(LogEntry)
        .options(
            joinedload(LogEntry.current)
            .selectinload(LogEntryVersion.met)
            .joinedload(EntryActor.actor)
        )
        .where(LogEntry.placement_id == placement.id, LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS))
        .order_by(LogEntry.activity_date, LogEntry.created_at, LogEntry.id)
    )


def decisions(placement: Placement) -> Select[Review]:
    """Every decision about these entries, the oldest first."""
    return (
        select(Review)
        .join(LogEntry, LogEntry.id == Review.entry_id)
        .options(joinedload(Review.reviewer))
        .where(LogEntry.placement_id == placement.id)
        .order_by(Review.decided_at, Review.id)
    )


def evidence(placement: Placement) -> Select[Evidence]:
    """All that belongs to these entries, with its files, in the order it was added."""
    return (
        select(Evidence)
        .join(LogEntry, LogEntry.id == Evidence.entry_id)
        .options(joinedload(Evidence.file))
        .where(LogEntry.placement_id == placement.id, LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS))
        .order_by(Evidence.id)
    )


def reflections(placement: Placement) -> Select[Reflection]:
    return select(Reflection).where(Reflection.placement_id == placement.id)


def idle(placement: Placement) -> Select[Closing]:
    """Weeks or months that were closed without work, each with its reason."""
    return select(Closing).where(Closing.placement_id == placement.id, IDLE)


def marks(placement: Placement) -> CompoundSelect[str, str]:
    """("opened", milestone) and (deliverable:<state>, name), as its trainee may know them."""
    return opened_in(placement).union_all(states_in(placement, grades=False))


def assessments(placement: Placement) -> Select[Assessment]:
    """Those that the trainee has been shown."""
    return (
        select(Assessment)
        .options(joinedload(Assessment.assessor))
        .where(Assessment.placement_id == placement.id, Assessment.released_at.is_not(None))
    )


def head(placement: Placement) -> Select[AuditEvent]:
    """The last event of the placement's chain."""
    return (
        select(AuditEvent)
        .where(AuditEvent.chain == chain_of(placement.id))
        .order_by(AuditEvent.number.desc())
        .limit(1)
    )


def traces(placement: Placement) -> CompoundSelect[str, str]:
    """(kind, what) of all that a logbook prints: a row each, another one when it changes."""
    mine = placement.id
    entry = LogEntry.state + "/" + cast(LogEntry.current_id, String)
    last = head(placement).subquery()
    handed_in = LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS)
    return union_all(
        select(literal("entry"), entry).where(LogEntry.placement_id == mine, handed_in),
        select(literal("decision"), cast(Review.id, String))
        .join(LogEntry, LogEntry.id == Review.entry_id)
        .where(LogEntry.placement_id == mine),
        select(literal("actor"), cast(Actor.id, String) + "/" + cast(Actor.version, String))
        .join(EntryActor, EntryActor.actor_id == Actor.id)
        .join(LogEntry, LogEntry.current_id == EntryActor.version_id)
        .where(LogEntry.placement_id == mine, handed_in)
        .distinct(),
        select(literal("evidence"), _state_of_evidence())
        .join(LogEntry, LogEntry.id == Evidence.entry_id)
        .where(LogEntry.placement_id == mine, handed_in),
        select(literal("reflection"), _version(Reflection)).where(Reflection.placement_id == mine),
        select(literal("assessment"), _version(Assessment)).where(
            Assessment.placement_id == mine, Assessment.released_at.is_not(None)
        ),
        select(literal("signature"), cast(Signature.id, String))
        .join(Signature.agreement)
        .where(Agreement.placement_id == mine),
        select(literal("idle"), cast(Closing.id, String)).where(Closing.placement_id == mine, IDLE),
        *marks(placement).selects,
        select(literal("event"), last.c.digest),
    )


def _state_of_evidence() -> ColumnElement[str]:
    waived = case((Evidence.waived_at.is_(None), ""), else_="/waived")
    return cast(Evidence.id, String) + "/" + Evidence.state + waived


def _version(table: type[Reflection | Assessment]) -> ColumnElement[str]:
    return table.target + "/" + cast(table.version, String)
