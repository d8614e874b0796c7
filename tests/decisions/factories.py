"""Decisions for tests."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.decisions import actions, queries
from lms.decisions.actions import Beginning, Offer, Proposed, Rules, Voice
from lms.decisions.models import Decision, Method, Option, Stance
from lms.forum.actions import Writing
from lms.spaces.models import Space

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
        Rules(method, **rules),
        Proposed("" if own else TEXT, tuple(offers) if own else ()),
        at + closes_in,
        zone,
    )
    topic = actions.begin(space, wanted, by=by, at=at)
    db.session.commit()
    return db.session.get_one(Decision, topic.id)


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
