"""Decisions and what was said to them, as far as a reader may know of it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
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
from lms.editions.models import Enrolment
from lms.forum.models import Topic, TopicReader
from lms.spaces.models import Space, SpaceMember
from lms.spaces.queries import seen_by_each


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
    topic_id: int, voters: Collection[str], at: datetime, *, every_version: bool = False
) -> Select[Decision, Proposal, Option, Stance, Outcome, int, bool]:
    """Everything about a decision in one statement: a row for each voice an option has.

    The outcome is the latest. Voices that are not shown are not in it, but for the reader's own.
    None of a decision that was withdrawn.
    """
    shown = are_shown(voters, at)
    newer = aliased(Outcome)
    last = ~exists().where(newer.decision_id == Outcome.decision_id, newer.no > Outcome.no)
    voice = and_(Stance.id == Choice.stance_id, is_latest(), or_(shown, Stance.voter.in_(voters)))
    query = (
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
    return query if every_version else query.where(Proposal.no == Decision.version)


def decision_of(topic_id: int) -> Select[Decision]:
    return select(Decision).where(Decision.topic_id == topic_id, Decision.withdrawn_at.is_(None))


def version(decision: Decision, number: int) -> Select[Proposal]:
    return select(Proposal).where(Proposal.decision_id == decision.topic_id, Proposal.no == number)


def options_in(proposal: Proposal) -> Select[Option]:
    return select(Option).where(Option.proposal_id == proposal.id).order_by(Option.no)


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


def takes_part(who: ColumnElement[int]) -> ColumnElement[bool]:
    """Of a topic with its space: they may write in it, and it is theirs.

    It is theirs when they are in the edition or the circle of the space, or have opened the topic:
    what stands in a theme is for everybody, and not everybody is reminded of it.
    """
    opened = exists().where(TopicReader.topic_id == Topic.id, TopicReader.user_id == who)
    enrolled = exists().where(
        Enrolment.user_id == who,
        Enrolment.edition_id == Space.edition_id,
        Enrolment.ended_at.is_(None),
    )
    member = exists().where(SpaceMember.space_id == Space.id, SpaceMember.user_id == who)
    return and_(
        or_(opened, enrolled, member),
        seen_by_each(who),
        Space.closed_at.is_(None),
        Topic.closed_at.is_(None),
    )


def spoke(who: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether they said something to the proposal of the row, under their name."""
    theirs = aliased(Stance)
    return exists().where(theirs.proposal_id == Proposal.id, theirs.person_id == who)


def silent(decision: Decision, *, most: int) -> Select[User]:
    """Who takes part in a named decision and has said nothing to its present version."""
    return (
        select(User)
        .join(Topic, Topic.id == decision.topic_id)
        .join(Topic.space)
        .join(Proposal, Proposal.decision_id == Topic.id)
        .where(
            Proposal.no == decision.version,
            takes_part(User.id.expression),
            User.suspended_at.is_(None),
            ~spoke(User.id.expression),
        )
        .order_by(User.name, User.id)
        .limit(most)
    )


def open_for(people: Collection[int], at: datetime) -> Select[int, Decision, int, Topic, bool]:
    """(person, decision, its present proposal, topic, whether they spoke to an earlier version).

    Of named decisions only where they have said nothing to the present version; of anonymous ones
    whoever asks finds that out by their voters.
    """
    earlier, before = aliased(Stance), aliased(Proposal)
    spoke_before = exists().where(
        earlier.proposal_id == before.id,
        before.decision_id == Decision.topic_id,
        before.no < Decision.version,
        earlier.person_id == User.id,
    )
    return (
        select(User.id, Decision, Proposal.id, Topic, spoke_before)
        .select_from(User)
        .join(Decision, and_(Decision.closes_at > at, Decision.withdrawn_at.is_(None)))
        .join(Proposal, Proposal.decision_id == Decision.topic_id)
        .join(Topic, Topic.id == Decision.topic_id)
        .join(Topic.space)
        .where(
            User.id.in_(people),
            Proposal.no == Decision.version,
            takes_part(User.id.expression),
            ~spoke(User.id.expression),
        )
        .order_by(Decision.closes_at, Decision.topic_id)
    )


def voters_in(proposals: Collection[int]) -> Select[int, str]:
    """(proposal, voter) of all who said something."""
    return (
        select(Stance.proposal_id, Stance.voter).where(Stance.proposal_id.in_(proposals)).distinct()
    )


def dated_for(people: Collection[int]) -> Select[int, str, Decision, Topic, Outcome]:
    """(person, their zone, decision, topic, latest outcome or none) of what is theirs."""
    newer = aliased(Outcome)
    last = ~exists().where(newer.decision_id == Outcome.decision_id, newer.no > Outcome.no)
    return (
        select(User.id, User.time_zone, Decision, Topic, Outcome)
        .select_from(User)
        .join(Decision, Decision.withdrawn_at.is_(None))
        .join(Topic, Topic.id == Decision.topic_id)
        .join(Topic.space)
        .outerjoin(Outcome, and_(Outcome.decision_id == Decision.topic_id, last))
        .options(contains_eager(Topic.space))
        .where(User.id.in_(people), takes_part(User.id.expression))
        .order_by(User.id, Decision.topic_id)
    )


def closing_for(
    person: User, at: datetime, until: datetime
) -> tuple[Select[Topic, Decision, str], Blanks]:
    """(topic with its space, decision, a voter of it) of what closes by then, the first first.

    Of a named one only where this person has said nothing, and no voter. Of an anonymous one a row
    for each voter, by which this person's own can be known.
    """
    return _CLOSING, {"person": person.id, "now": at, "until": until}


_PERSON = bindparam("person", type_=Integer)
_CLOSING = (
    select(Topic, Decision, Stance.voter)
    .join(Decision, Decision.topic_id == Topic.id)
    .join(Proposal, Proposal.decision_id == Decision.topic_id)
    .join(Topic.space)
    .outerjoin(Stance, and_(Stance.proposal_id == Proposal.id, Decision.anonymous))
    .options(contains_eager(Topic.space))
    .where(
        Decision.closes_at > bindparam("now"),
        Decision.closes_at <= bindparam("until"),
        Decision.withdrawn_at.is_(None),
        Proposal.no == Decision.version,
        takes_part(_PERSON),
        ~spoke(_PERSON),
    )
    .order_by(Decision.closes_at, Topic.id)
)
