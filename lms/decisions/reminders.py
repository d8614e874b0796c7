"""What decisions tell by mail and in calendars, and what they hear of posts.

Whoever has said nothing is told once, on the last day; nobody who has. Rights are those of the
moment in which the mail is made.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.accounts.models import User
from lms.class_sessions.times import clock, offset
from lms.db import db
from lms.decisions import queries, taking_away
from lms.decisions.models import Decision, Outcome
from lms.decisions.voters import anonymous_voters
from lms.editions.models import Enrolment
from lms.editions.occasions import Occasion, remember
from lms.forum.hearing import Happening, hears_of_posts
from lms.forum.models import Kind, Post, Topic
from lms.i18n import show_datetime
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category

LAST_DAY = timedelta(days=1)
FRESH = timedelta(days=14)
"""A review that was due longer ago is no news."""


@reminds
def to_speak(people: Sequence[User], at: datetime) -> Iterator[tuple[int, Line]]:
    """One statement, and one more where an anonymous decision is among them."""
    zones = {row.id: row.time_zone for row in people}
    rows = db.session.execute(queries.open_for(zones, at)).all()
    due = [row for row in rows if row[4] or row[1].closes_at - at <= LAST_DAY]
    said = _voters([row[2] for row in due if row[1].anonymous])
    for person, decision, proposal, topic, spoke_before in due:
        if said.isdisjoint((proposal, v) for v in anonymous_voters(topic.id, person)):
            last_day = decision.closes_at - at <= LAST_DAY
            kind = "closing" if last_day else f"amended-{decision.version}"
            say = partial(_say, topic, decision, zones[person], amended=spoke_before)
            key = f"decision:{topic.id}:{kind}"
            yield person, Line(Category.OTHERS, say, f"/topics/{topic.id}", key)


def _voters(proposals: Collection[int]) -> set[tuple[int, str]]:
    if not proposals:
        return set()
    return {(row[0], row[1]) for row in db.session.execute(queries.voters_in(proposals))}


def _say(topic: Topic, decision: Decision, zone: str, *, amended: bool) -> str:
    said = {"title": topic.title, "when": show_datetime(decision.closes_at, zone)}
    if amended:
        return _("“%(title)s” was amended: what do you say now? It closes %(when)s", **said)
    return _("“%(title)s” closes %(when)s, and you have not said anything yet", **said)


@reminds
def to_review(people: Sequence[User], at: datetime) -> Iterator[tuple[int, Line]]:
    """Once, on the day that the outcome names; one statement."""
    rows = db.session.execute(queries.dated_for([row.id for row in people])).all()
    for person, zone, _decision, topic, outcome in rows:
        today = at.astimezone(ZoneInfo(zone)).date()
        if _is_due(outcome, today):
            key = f"decision:{topic.id}:review-{outcome.review_on}"
            say = partial(_say_review, topic)
            yield person, Line(Category.OTHERS, say, f"/topics/{topic.id}", key)


def _is_due(outcome: Outcome | None, today: date) -> bool:
    return bool(
        outcome and outcome.review_on and outcome.review_on <= today <= outcome.review_on + FRESH
    )


def _say_review(topic: Topic) -> str:
    return _("Look again at what was decided: “%(title)s”", title=topic.title)


@remember
def dates(enrolments: Sequence[Enrolment], first: date, last: date) -> Iterable[Occasion]:
    """When what is theirs closes, and when they look at it again; one statement."""
    rows = db.session.execute(queries.dated_for({row.user_id for row in enrolments})).all()
    for _person, name, decision, topic, outcome in rows:
        zone = ZoneInfo(name)
        closes_on = decision.closes_at.astimezone(zone).date()
        if first <= closes_on <= last:
            said = {"title": topic.title, "time": clock(decision.closes_at, zone)}
            yield _occasion(
                "closing",
                topic,
                closes_on,
                _("%(time)s: “%(title)s” closes", **said),
                offset(decision.closes_at, zone),
            )
        if outcome and outcome.review_on and first <= outcome.review_on <= last:
            title = _say_review(topic)
            yield _occasion(
                "review", topic, outcome.review_on, title, show_datetime(decision.closes_at, name)
            )


def _occasion(kind: str, topic: Topic, on: date, title: str, detail: str) -> Occasion:
    key = f"decision-{kind}-{topic.id}"
    return Occasion(key, on, title, detail, f"/topics/{topic.id}")


@hears_of_posts
def a_post_was(happening: Happening, post: Post, topic: Topic, at: datetime) -> None:
    """A decision goes with the first post of its topic."""
    if happening is Happening.REMOVED and post.no == 1 and topic.kind == Kind.DECISION:
        decision = db.session.scalars(queries.decision_of(topic.id)).one_or_none()
        if decision is not None:
            taking_away.withdraw(decision, at=at)
