"""Decisions and what was said to them, as far as a reader may know of it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.decisions.models import (
    Choice,
    Decision,
    Move,
    Option,
    Outcome,
    Proposal,
    Results,
    Stance,
)
from lms.decisions.policy import FEWEST

Heard = tuple[Decision, Proposal, Option, Stance | None, Outcome | None, int, bool]


def is_latest() -> ColumnElement[bool]:
    """Of a stance: its voter said nothing later to the same proposal."""
    later = aliased(Stance)
    return ~exists().where(
        later.proposal_id == Stance.proposal_id,
        later.voter == Stance.voter,
        later.id > Stance.id,
    )


def spoken() -> ColumnElement[int]:
    """How many have said something to the proposal of the row."""
    theirs = aliased(Stance)
    return (
        select(func.count(theirs.voter.distinct()))
        .where(theirs.proposal_id == Proposal.id)
        .correlate(Proposal)
        .scalar_subquery()
    )


def are_shown(voters: Collection[str], at: datetime) -> ColumnElement[bool]:
    """Whether somebody who speaks as one of these sees what others said; the only place that says.

    An anonymous decision shows nothing before it is closed, and never what fewer than three said.
    """
    mine = aliased(Stance)
    spoke = exists().where(mine.proposal_id == Proposal.id, mine.voter.in_(voters))
    closed = Decision.closes_at <= at
    named = or_(
        closed,
        Decision.results == Results.ALWAYS.value,
        and_(Decision.results == Results.OWN.value, spoke.correlate(Proposal)),
    )
    return or_(
        and_(not_(Decision.anonymous), named),
        and_(Decision.anonymous, closed, spoken() >= FEWEST),
    )


def said_in(
    topic_id: int, voters: Collection[str], at: datetime
) -> Select[Decision, Proposal, Option, Stance, Outcome, int, bool]:
    """Everything about a decision in one statement: a row for each voice an option has.

    Of every proposal, in order; the outcome is the latest. Voices that are not shown are not in it,
    but for the reader's own. None of a decision that was withdrawn.
    """
    shown = are_shown(voters, at)
    newer = aliased(Outcome)
    last = ~exists().where(newer.decision_id == Outcome.decision_id, newer.no > Outcome.no)
    voice = and_(Stance.id == Choice.stance_id, is_latest(), or_(shown, Stance.voter.in_(voters)))
    return (
        select(Decision, Proposal, Option, Stance, Outcome, spoken(), shown)
        .join(Proposal, Proposal.decision_id == Decision.topic_id)
        .join(Option, Option.proposal_id == Proposal.id)
        .outerjoin(Choice, Choice.option_id == Option.id)
        .outerjoin(Stance, voice)
        .outerjoin(Stance.person)
        .outerjoin(Outcome, and_(Outcome.decision_id == Decision.topic_id, last))
        .options(contains_eager(Stance.person), joinedload(Outcome.by))
        .where(Decision.topic_id == topic_id, Decision.withdrawn_at.is_(None))
        .order_by(Proposal.no, Option.no)
    )


def decision_of(topic_id: int) -> Select[Decision]:
    return select(Decision).where(Decision.topic_id == topic_id, Decision.withdrawn_at.is_(None))


def options_of(decision: Decision) -> Select[Option]:
    """Of its present version."""
    return (
        select(Option)
        .join(Proposal, Proposal.id == Option.proposal_id)
        .where(Proposal.decision_id == decision.topic_id, Proposal.no == decision.version)
        .order_by(Option.no)
    )


def stances_of(proposal_id: int, voters: Collection[str]) -> Select[Stance]:
    """What one person said, the latest first."""
    return (
        select(Stance)
        .where(Stance.proposal_id == proposal_id, Stance.voter.in_(voters))
        .order_by(Stance.id.desc())
    )


def chosen_in(stance: Stance) -> Select[int]:
    return select(Choice.option_id).where(Choice.stance_id == stance.id)


def sent_as(proposal_id: int, voter: str, key: UUID) -> Select[Stance]:
    return select(Stance).where(
        Stance.proposal_id == proposal_id, Stance.voter == voter, Stance.key == key
    )


def moves_of(decision: Decision) -> Select[Move]:
    """With who made them, the oldest first."""
    return (
        select(Move)
        .options(joinedload(Move.by))
        .where(Move.decision_id == decision.topic_id)
        .order_by(Move.id)
    )


def outcomes_of(decision: Decision) -> Select[Outcome]:
    """Every version with who wrote it, the newest first."""
    return (
        select(Outcome)
        .options(joinedload(Outcome.by))
        .where(Outcome.decision_id == decision.topic_id)
        .order_by(Outcome.no.desc())
    )
