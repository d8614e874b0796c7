"""A question waits beside the text that begins its topic, and is asked when that is let in."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.accounts.models import User
from lms.db import db
from lms.decisions import actions
from lms.decisions.actions import FEWEST_OPTIONS, Beginning, Offer, Proposed, Question, Rules
from lms.decisions.models import Method
from lms.forum.along import Beside, CannotStandError, Kept, Waited, comes_late
from lms.forum.held import actions as held
from lms.forum.held.actions import Sent
from lms.forum.held.models import HeldWriting
from lms.forum.models import Kind, Post
from lms.spaces.models import Space
from lms.spaces.readers import Reader


def keep_back(
    space: Space, wanted: Beginning, reader: Reader, *, at: datetime
) -> HeldWriting | None:
    """The row in which it waits; None when it may begin at once. Raises as `held.hold` does."""
    return held.keep_back(as_sent(space, wanted), reader, at=at)


def as_sent(space: Space, wanted: Beginning) -> Sent:
    question = wanted.question
    beside = Beside("\n\n".join(words_in(question.proposed)), _as_json(question))
    kind = Kind.DECISION.value
    return Sent(wanted.writing, space, title=wanted.title, kind=kind, beside=beside)


def words_in(proposed: Proposed) -> Iterator[str]:
    yield proposed.text
    for offer in proposed.offers:
        yield from (offer.label, offer.meaning)


def change(row: HeldWriting, wanted: Beginning, *, at: datetime) -> None:
    """Its author asks otherwise, and it waits again; raises as `held.change` does."""
    row.language = wanted.writing.language
    text, beside = wanted.writing.body, _as_json(wanted.question)
    held.change(row, title=wanted.title, body=text, beside=beside, at=at)


def _as_json(question: Question) -> Kept:
    return {
        "rules": asdict(question.rules) | {"method": question.rules.method.value},
        "text": question.proposed.text,
        "offers": [_offer_as_json(offer) for offer in question.proposed.offers],
        "closes_at": question.closes_at.astimezone(UTC).isoformat(),
        "time_zone": question.time_zone,
        "asked_for": question.asked_for,
    }


def _offer_as_json(offer: Offer) -> Kept:
    moment = offer.starts_at.astimezone(UTC).isoformat() if offer.starts_at else None
    return {"label": offer.label, "meaning": offer.meaning, "starts_at": moment}


def question_in(kept: Kept) -> Question | None:
    """As it was sent; beside other texts there is none."""
    if not kept:
        return None
    rules = Rules(**kept["rules"] | {"method": Method(kept["rules"]["method"])})
    proposed = Proposed(kept["text"], [_offer_in(one) for one in kept["offers"]])
    closes_at = datetime.fromisoformat(kept["closes_at"])
    word = kept.get("asked_for", "")  # rows that have waited since before it was kept have none
    return Question(rules, proposed, closes_at, kept["time_zone"], word)


def _offer_in(kept: Kept) -> Offer:
    written = kept["starts_at"]
    moment = datetime.fromisoformat(written) if written else None
    return Offer(kept["label"], kept["meaning"], moment)


def closes_if_let_in(question: Question, since: datetime, *, at: datetime) -> datetime:
    """As was chosen, while half of the time for answers is left; else so many days later.

    The hour on the clock of who asks stays.
    """
    wall = question.closes_at.astimezone(ZoneInfo(question.time_zone))
    least = (question.closes_at - since) / 2
    later = (wall + timedelta(days=days) for days in count())
    return next(moment for moment in later if moment - at >= least)


@comes_late
def ask(post: Post, waited: Waited) -> bool:
    """The text has become a post: its question is asked from now on."""
    question = question_in(waited.kept)
    if question is None:
        return False
    at, author = post.created_at, db.session.get_one(User, post.author_id)
    closes_at = closes_if_let_in(question, waited.since, at=at)
    proposed = _still_to_come(question, at)
    asked = replace(question, proposed=proposed, closes_at=closes_at)
    actions.decide_in(post.topic, asked, by=author, at=at)
    return True


def _still_to_come(question: Question, at: datetime) -> Proposed:
    """What was proposed, without times that are over."""
    offers = [
        one for one in question.proposed.offers if one.starts_at is None or one.starts_at > at
    ]
    if question.rules.method is Method.TIME_POLL and len(offers) < FEWEST_OPTIONS:
        raise CannotStandError(
            _("Its times are over by now. Do not let it in, and ask its author for others.")
        )
    return Proposed(question.proposed.text, offers)
