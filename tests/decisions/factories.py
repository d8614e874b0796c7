"""Decisions for tests."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.decisions import actions, queries, waiting
from lms.decisions.actions import Beginning, Offer, Proposed, Question, Rules, Voice
from lms.decisions.models import Decision, Method, Option, Stance
from lms.forum.actions import Writing
from lms.forum.held import actions as holding
from lms.forum.held.models import HeldWriting, Why
from lms.spaces.models import Space
from tests.forum.factories import space_of
from tests.people import People

DAY = timedelta(days=1)
TEXT = "Each firm pays half of the first visit."
THREE = (Offer("Kano"), Offer("Leon", "Two days by bus"), Offer("Tirupur"))


def a_decision(  # a decision has many sides
    space: Space,
    by: User,
    method: Method = Method.CONSENT,
    *,
    at: datetime,
    closes_in: timedelta = 7 * DAY,
    offers: Collection[Offer] = THREE,
    zone: str = "America/Managua",
    **rules: Any,
) -> Decision:
    own = method in {Method.COUNT, Method.TIME_POLL}
    wanted = Beginning(
        "Who pays for the first visit?",
        Writing(uuid4(), "We have talked about it for weeks.", "en"),
        Question(
            Rules(method, **rules),
            Proposed("" if own else TEXT, tuple(offers) if own else ()),
            at + closes_in,
            zone,
        ),
    )
    topic = actions.begin(space, wanted, by=by, at=at)
    db.session.commit()
    return db.session.get_one(Decision, topic.id)


def a_held_decision(space: Space, by: User, *, at: datetime) -> HeldWriting:
    """As if they were new, with a link in it."""
    text = Writing(uuid4(), "See https://fees.example.", "en")
    question = Question(Rules(Method.CONSENT), Proposed(TEXT), at + 7 * DAY, "UTC")
    sent = waiting.as_sent(space, Beginning("Fees", text, question))
    row = holding.hold(sent, why=Why.LINKS, by=by, at=at)
    db.session.commit()
    return row


def options(decision: Decision) -> dict[str, Option]:
    """Of its present version, by what they are called."""
    rows = db.session.scalars(queries.options_of(decision))
    return {option.code or option.label or str(option.no): option for option in rows}


def a_voice(
    decision: Decision,
    by: User,
    *chosen: str,
    reason: str = "",
    at: datetime,
    key: UUID | None = None,
) -> Stance:
    known = options(decision)
    numbers = [known[name].id for name in chosen]
    voice = Voice(decision.version, numbers, reason, key or uuid4())
    stance = actions.speak(decision, voice, by=by, at=at)
    db.session.commit()
    return stance


def stances() -> list[Stance]:
    return list(db.session.scalars(select(Stance).order_by(Stance.id)))


def begun(now: datetime, **changed: str) -> dict[str, str]:
    """What the form of a new decision sends."""
    return {
        "key": str(uuid4()),
        "title": "Who pays for the first visit?",
        "body": "We have talked about it for weeks.",
        "language": "en",
        "closes_on": f"{now + 7 * DAY:%Y-%m-%d}",
        "closes_at": "18:00",
        "reasons": "optional",
        "results": "always",
    } | changed


def a_vote(decision: Decision, *chosen: str, **changed: object) -> dict[str, object]:
    known = options(decision)
    return {
        "key": str(uuid4()),
        "version": str(decision.version),
        "options": [str(known[name].id) for name in chosen],
        "reason": "",
    } | changed


def a_closed_decision(people: People, now: datetime, **rules: object) -> Decision:
    space = space_of(people.edition, at=now)
    return a_decision(space, people.trainee, at=now - 2 * DAY, closes_in=DAY, **rules)
