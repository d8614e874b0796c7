"""Ask to meet one that does better, without knowing which; answer for the one that is asked."""

import secrets
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lms.accounts.models import User
from lms.benchmarks.models import Indicator
from lms.db import db
from lms.directory import working
from lms.introductions import policy, queries, telling
from lms.introductions.models import Answer, Introduction
from lms.projects.models import Project

WINDOW, MOST_IN_WINDOW = timedelta(days=7), 3


class EngagedError(Exception):
    """The project has its introduction for this indicator and period."""


class TooManyError(Exception):
    """It has asked often enough for some days."""


class NobodyError(Exception):
    """Nobody whom it sees does better."""


class AnsweredError(Exception):
    """A colleague was quicker, or it has waited too long."""


@dataclass(frozen=True)
class Asking:
    """`better` are the projects that do better, among those that the asker sees as dots."""

    indicator: Indicator
    period: str
    asker: Project
    better: Collection[int]


def ask(
    key: UUID, asking: Asking, *, text: str, language: str, by: User, at: datetime
) -> Introduction:
    """Sent twice, it is one. Raises EngagedError, TooManyError, NobodyError.

    Where nobody is left to be asked, that is not said, and takes as long: whoever moved their own
    figure along the dots could find out which of them were asked before.
    """
    db.hold(asking.indicator)
    known = db.session.scalars(queries.sent_as(by, key)).one_or_none()
    if known is not None:
        return known
    chosen = _chosen(asking, by, at)
    row = Introduction(
        key=key,
        indicator_id=asking.indicator.id,
        period=asking.period,
        asker_id=asking.asker.id,
        asked_id=chosen,
        text=text,
        language=language,
        by_id=by.id,
        at=at,
    )
    db.session.add(row)
    db.session.flush()
    telling.tell_soon(row, at=at)
    return row


def engaged_beside(asking: Asking, at: datetime) -> set[int]:
    """Who cannot be asked any more. Raises as `ask` does; two statements."""
    rows = db.session.scalars(queries.about(asking.indicator.id, asking.period))
    engaged = policy.engaged(rows, at)
    if asking.asker.id in engaged:
        raise EngagedError
    lately = db.session.scalar(queries.asked_since(asking.asker.id, at - WINDOW)) or 0
    if lately >= MOST_IN_WINDOW:
        raise TooManyError
    if not asking.better:
        raise NobodyError
    return engaged


def _chosen(asking: Asking, by: User, at: datetime) -> int | None:
    """One by lot of those in which somebody works, and nobody who works with the asker."""
    free = set(asking.better) - engaged_beside(asking, at)
    people: dict[int, set[int]] = defaultdict(set)
    for person, project_id in db.session.execute(working.people_in(free | {asking.asker.id})):
        people[project_id].add(person.id)
    ours = people.pop(asking.asker.id, set()) | {by.id}
    found = sorted(number for number, theirs in people.items() if ours.isdisjoint(theirs))
    return secrets.choice(found) if found else None


def answer(row: Introduction, said: Answer, *, word: str, by: User, at: datetime) -> None:
    """The first answer stands: raises AnsweredError for a second one, unless it says the same."""
    db.hold(row)
    db.session.refresh(row, ["answer", "answered_by_id"])
    if row.answer == said and row.answered_by_id == by.id:
        return
    if not row.is_open(at):
        raise AnsweredError
    row.answer, row.word = said.value, word
    row.answered_by_id, row.answered_by, row.answered_at = by.id, by, at
    db.session.flush()
    telling.tell_asker(row, at=at)
