"""Begin a decision, speak in it, amend it, and move its closing."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert

from lms.accounts.models import User
from lms.db import db
from lms.decisions import asked, policy, queries
from lms.decisions.models import (
    Choice,
    Decision,
    Method,
    Move,
    Option,
    Proposal,
    Stance,
)
from lms.decisions.voters import voters
from lms.forum import actions as forum
from lms.forum.actions import PostedAlreadyError, Writing
from lms.forum.models import Kind, Topic
from lms.spaces.models import Space

CODES = {
    Method.CONSENT: ("agree", "reservation", "aside", policy.OBJECTS),
    Method.ADVICE: ("go", "change", "stop"),
}
FEWEST_OPTIONS = 2


class PastError(Exception):
    """Nothing closes before now."""


class ClosedError(Exception):
    """It is over, or was withdrawn: nothing can be said or changed any more."""


class AmendedError(Exception):
    """There is a newer version than the one that was on the page."""


class UnfitError(Exception):
    """So many options, or such ones, cannot be begun with or chosen together."""


class ReasonMissingError(Exception):
    """An objection without a reason helps nobody; nor does a voice where a reason is asked."""


@dataclass(frozen=True)
class Offer:
    """An option in own words, or a moment."""

    label: str = ""
    meaning: str = ""
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Proposed:
    """What is decided on: a text, or options to choose from."""

    text: str = ""
    offers: Sequence[Offer] = ()


@dataclass(frozen=True)
class Rules:
    """What everybody relies on from the beginning; none of it is changed afterwards."""

    method: Method
    reasons: str = "optional"
    results: str = "always"
    anonymous: bool = False
    several: bool = False
    quorum: int | None = None


@dataclass(frozen=True)
class Voice:
    """`version` is what the page showed; `key` came with the form, so that sent twice it is one.

    A browser that goes back shows the same form: sent with something else, it is another voice.
    """

    version: int
    options: Collection[int]
    reason: str
    key: UUID


@dataclass(frozen=True)
class Question:
    """What is to be decided: by which rules, on what, until when on whose clock.

    `asked_for` is the word of the page that asks for it, if it is not the form's own.
    """

    rules: Rules
    proposed: Proposed
    closes_at: datetime
    time_zone: str
    asked_for: str = ""


@dataclass(frozen=True)
class Beginning:
    """A question with the text that begins its topic."""

    title: str
    writing: Writing
    question: Question


def begin(space: Space, wanted: Beginning, *, by: User, at: datetime) -> Topic:
    """A topic with its first post and its decision; raises as `lms.forum.actions.begin` does."""
    if wanted.question.closes_at <= at:
        raise PastError
    topic = forum.begin(space, wanted.title, Kind.DECISION, wanted.writing, by=by, at=at)
    if topic.created_at == at:  # else the form was sent before
        decide_in(topic, wanted.question, by=by, at=at)
    elif not _asks(topic, wanted.question):
        raise PostedAlreadyError
    return topic


def _asks(topic: Topic, question: Question) -> bool:
    """Whether it began with that; one that was withdrawn asks nothing else."""
    decision = db.session.scalars(queries.decision_of(topic.id)).one_or_none()
    if decision is None:
        return True
    first = db.session.scalars(queries.moves_of(decision)).first()
    closed = first.from_at if first else decision.closes_at
    ruled = all(getattr(decision, name) == is_so for name, is_so in _ruled(question.rules).items())
    return ruled and closed == question.closes_at and _proposes(decision, 1, question.proposed)


def _ruled(rules: Rules) -> dict[str, Any]:
    results = policy.results_of(rules.results, anonymous=rules.anonymous)
    return asdict(rules) | {"method": rules.method.value, "results": results}


def decide_in(topic: Topic, question: Question, *, by: User, at: datetime) -> None:
    """What this topic, which has its first post, is to decide."""
    decision = Decision(
        topic_id=topic.id,
        **_ruled(question.rules),
        time_zone=question.time_zone,
        closes_at=question.closes_at,
    )
    db.session.add(decision)
    db.session.flush()
    _propose(decision, question.proposed, "", by=by, at=at)
    if question.asked_for:
        asked.tell(topic, question.asked_for)


def _propose(
    decision: Decision, proposed: Proposed, why: str, *, by: User, at: datetime
) -> Proposal:
    codes = CODES.get(Method(decision.method), ())
    if not codes and len(proposed.offers) < FEWEST_OPTIONS:
        raise UnfitError
    row = Proposal(
        decision_id=decision.topic_id,
        no=decision.version,
        text=proposed.text,
        why=why,
        by_id=by.id,
        at=at,
    )
    db.session.add(row)
    db.session.flush()
    _offer(row, codes, proposed.offers)
    return row


def _offer(proposal: Proposal, codes: Sequence[str], offers: Sequence[Offer]) -> None:
    """What all know, or own options and that none of them is right; in one statement."""
    said = [{"code": code, **vars(Offer())} for code in codes] or [
        *({"code": "", **vars(offer)} for offer in offers),
        {"code": policy.NONE_OF_THESE, **vars(Offer())},
    ]
    rows = [{"proposal_id": proposal.id, "no": no, **one} for no, one in enumerate(said, 1)]
    db.session.execute(insert(Option), rows, execution_options={"render_nulls": True})


def speak(decision: Decision, voice: Voice, *, by: User, at: datetime) -> Stance:
    """What this person says from now on, for themselves alone; the same again changes nothing.

    Raises ClosedError, AmendedError, UnfitError and ReasonMissingError.
    """
    _hold(decision, at)
    if voice.version != decision.version:
        raise AmendedError
    known = {option.id: option for option in db.session.scalars(queries.options_of(decision))}
    chosen = [option for number, option in known.items() if number in set(voice.options)]
    if len(chosen) != len(set(voice.options)) or not policy.fits(decision, chosen):
        raise UnfitError
    if policy.needs_reason(decision, chosen) and not voice.reason:
        raise ReasonMissingError
    return _kept(decision, voice, chosen, by=by, at=at)


def _kept(
    decision: Decision, voice: Voice, chosen: Sequence[Option], *, by: User, at: datetime
) -> Stance:
    mine = voters(decision, by)
    before = db.session.scalars(queries.stances_of(chosen[0].proposal_id, mine)).all()
    reason = voice.reason if policy.hears_reason(decision, chosen) else ""
    numbers = {option.id for option in chosen}
    sent_before = [stance for stance in before if stance.key == voice.key]
    for stance in [*sent_before, *before[:1]]:
        if stance.reason == reason and _options_in(stance) == numbers:
            return stance
    row = Stance(
        proposal_id=chosen[0].proposal_id,
        voter=before[0].voter if before else mine[0],
        person_id=None if decision.anonymous else by.id,
        key=uuid4() if sent_before else voice.key,
        reason=reason,
        at=None if decision.anonymous else at,
    )
    db.session.add(row)
    db.session.flush()
    choices = [{"stance_id": row.id, "option_id": number} for number in numbers]
    db.session.execute(insert(Choice), choices)
    return row


def _options_in(stance: Stance) -> set[int]:
    return set(db.session.scalars(queries.chosen_in(stance)))


def amend(
    decision: Decision, seen: int, proposed: Proposed, why: str, *, by: User, at: datetime
) -> None:
    """A new version, which everybody answers anew; what was said to the old one stays with it.

    Sent twice it is one. Raises ClosedError, and AmendedError where `seen` is no longer the
    present one.
    """
    _hold(decision, at)
    if seen != decision.version:
        now = db.session.scalars(queries.version(decision, decision.version)).one()
        if now.why == why and _proposes(decision, now.no, proposed):
            return
        raise AmendedError
    decision.version += 1
    _propose(decision, proposed, why, by=by, at=at)


def _proposes(decision: Decision, number: int, proposed: Proposed) -> bool:
    """Whether that is its version of this number."""
    row = db.session.scalars(queries.version(decision, number)).one()
    own = [one for one in db.session.scalars(queries.options_in(row)) if not one.code]
    offers = [Offer(one.label, one.meaning, one.starts_at) for one in own]
    return (row.text, offers) == (proposed.text, list(proposed.offers))


def move_closing(decision: Decision, to: datetime, reason: str, *, by: User, at: datetime) -> None:
    """Bring it forward or postpone it; never into the past, and never once it is closed."""
    _hold(decision, at)
    if to < at:
        raise PastError
    if to != decision.closes_at:
        move = Move(
            decision_id=decision.topic_id,
            from_at=decision.closes_at,
            to_at=to,
            reason=reason,
            by_id=by.id,
            at=at,
        )
        db.session.add(move)
        decision.closes_at = to
        db.session.flush()


def _hold(decision: Decision, at: datetime) -> None:
    look_again(decision)
    if not decision.is_open(at):
        raise ClosedError


def look_again(decision: Decision) -> None:
    """Others who change it wait; what they changed since the page was read is known."""
    columns = ["closes_at", "version", "withdrawn_at"]
    db.session.refresh(decision, columns, with_for_update=True)
