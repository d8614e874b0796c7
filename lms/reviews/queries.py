"""What supervisors ask of the database: whom they follow, what waits for them.

These are asked all day, so each is put together once and its blanks are filled in when it is asked
(docs/decisions/007). In them `supervisor` is a user's id and `today` a date.
"""

from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    Uuid,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import contains_eager, joinedload, load_only

from lms import clock
from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Enrolment
from lms.logbook.models import LogEntry, LogEntryVersion, Review
from lms.logbook.openings import LASTS
from lms.logbook.queries import HOURS_OF, SUBMITTED, WITH_PEOPLE
from lms.logbook.states import HIDDEN_FROM_REVIEWERS, WAITING
from lms.phrases.models import Phrase
from lms.placements.models import Placement
from lms.placements.queries import SUPERVISED, SUPERVISOR
from lms.placements.waiting import Mark
from lms.projects.models import Project
from lms.reviews.flags import FLAGGED
from lms.reviews.places import AFTER, BEFORE, OPEN_ELSEWHERE, ORDER, RANK, ROW, Row
from lms.reviews.wanted import Wanted, followed_as

EVERYTHING = Wanted()


def queue(
    supervisor: User,
    *,
    on: date,
    part: Wanted = EVERYTHING,
    after: Mark | None = None,
    most: int = 50,
) -> tuple[Row, Blanks]:
    """What came back first, then what waits longest; one more than a page."""
    blanks = _blanks(supervisor, on, part, after) | {"most": most + 1}
    return _queue(part.show, bool(part.project), after is not None), blanks


def beside(
    supervisor: User, mark: Mark, *, on: date, part: Wanted = EVERYTHING
) -> tuple[CompoundSelect[str, UUID | None, int | None, str, str], Blanks]:
    """("before", "after" or "unread", id) of the entries beside this place in the queue.

    "unread" is the first further down that nobody has answered and nobody else has open. With them
    ("phrase", nothing, number, text, step) of what the supervisor keeps for comments.
    """
    return _beside(part.show, bool(part.project)), _blanks(supervisor, on, part, mark)


def next_unread(
    supervisor: User, mark: Mark, *, on: date, part: Wanted = EVERYTHING
) -> tuple[CompoundSelect[str, UUID], Blanks]:
    """What to read after a decision: further down if there is any, else from the top."""
    return _next_unread(part.show, bool(part.project)), _blanks(supervisor, on, part, mark)


def _blanks(supervisor: User, on: date, part: Wanted, mark: Mark | None) -> dict[str, Any]:
    """What goes into the blanks; a mark of the queue says its rank, moment and number."""
    blanks: dict[str, Any] = {"supervisor": supervisor.id, "today": on, **_fresh()}
    if part.project:
        blanks["project"] = part.project
    if mark:
        blanks |= {"rank": 0 if mark[0] else 1, "moment": mark[1], "number": mark[2]}
    return blanks


@cache
def _queue(show: str, by_project: bool, further: bool) -> Row:
    """Only what a row of the queue shows is loaded: texts are long and there may be fifty.

    Flags are looked up for the rows of the page, not for all that wait.
    """
    page = _places(show, by_project).order_by(*ORDER).limit(bindparam("most", type_=Integer))
    return (
        ROW.join(LogEntry.placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(*_SHOWN_IN_QUEUE)
        .where(LogEntry.id.in_(page.where(AFTER) if further else page))
        .order_by(*ORDER)
    )


@cache
def _beside(show: str, by_project: bool) -> CompoundSelect[str, UUID | None, int | None, str, str]:
    places, unread = _places(show, by_project), _unread(show, by_project)
    backwards = (RANK.desc(), LogEntry.submitted_at.desc(), LogEntry.id.desc())
    entries = (
        _first(places.where(BEFORE).order_by(*backwards), "before"),
        _first(places.where(AFTER).order_by(*ORDER), "after"),
        _first(unread.where(AFTER), "unread"),
    )
    return union_all(*(row.add_columns(*_NO_PHRASE) for row in entries), _PHRASES)


@cache
def _next_unread(show: str, by_project: bool) -> CompoundSelect[str, UUID]:
    unread = _unread(show, by_project)
    return union_all(_first(unread.where(AFTER), "after"), _first(unread.where(BEFORE), "before"))


def _unread(show: str, by_project: bool) -> Select[UUID]:
    unread = _places(show, by_project).where(LogEntry.state == "submitted", ~OPEN_ELSEWHERE)
    return unread.order_by(*ORDER)


def _first(query: Select[UUID], name: str) -> Select[str, UUID]:
    return select(literal(name), query.limit(1).subquery().c.id)


def _places(show: str, by_project: bool) -> Select[UUID]:
    """Ids of what waits for the supervisor in that part of the queue."""
    query = (
        select(LogEntry.id)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .where(LogEntry.placement_id.in_(followed_as(show)))
        .where(LogEntry.state.in_(WAITING), Enrolment.user_id != SUPERVISOR)
    )
    if show == "flagged":
        query = query.where(FLAGGED)
    if show == "came-back":
        query = query.where(LogEntry.times_returned > 0)
    if by_project:
        query = query.where(Placement.project_id == bindparam("project", type_=Integer))
    return query


def waiting_entry(supervisor: User, entry_id: UUID, *, on: date) -> tuple[Row, Blanks]:
    """An entry of someone this person supervises, with all that its desk shows."""
    blanks = {"supervisor": supervisor.id, "today": on, "entry": entry_id, **_fresh()}
    return _WAITING_ENTRY, blanks


def _fresh() -> dict[str, datetime]:
    """An opening from before this moment has lapsed."""
    return {"lapsed": clock.now() - LASTS}


def waiting_by_project(supervisor: User, *, on: date) -> tuple[Select[int, str, int], Blanks]:
    """(project, its name, how many entries of it wait for this person)."""
    return _WAITING_BY_PROJECT, {"supervisor": supervisor.id, "today": on}


def decisions_on(entry: LogEntry) -> tuple[Select[Review, LogEntryVersion], Blanks]:
    """(decision, the version it was about), oldest first, each with who decided."""
    return _DECISIONS_ON, {"entry": entry.id}


def hours_and_talks_of(placement: Placement) -> tuple[Select[int, int, int, int, int], Blanks]:
    """As `hours_of`, and the minutes of talks with the supervisor among those handed in."""
    return _HOURS_AND_TALKS, {"placements": [placement.id]}


_NO_PHRASE = (cast(null(), Integer), literal(""), literal(""))
_PHRASES = select(literal("phrase"), cast(null(), Uuid), Phrase.id, Phrase.text, Phrase.step).where(
    Phrase.owner_id == SUPERVISOR
)
_SHOWN_IN_QUEUE = (
    joinedload(LogEntry.current).load_only(
        LogEntryVersion.activity, LogEntryVersion.facts, raiseload=True
    ),
    contains_eager(LogEntry.placement).options(
        load_only(Placement.id, raiseload=True),
        contains_eager(Placement.enrolment).options(
            load_only(Enrolment.id, raiseload=True),
            contains_eager(Enrolment.user).load_only(User.name, raiseload=True),
        ),
        joinedload(Placement.project).load_only(Project.name, raiseload=True),
    ),
)
_WAITING_ENTRY = (
    ROW.join(LogEntry.placement)
    .options(
        WITH_PEOPLE,
        contains_eager(LogEntry.placement).options(
            joinedload(Placement.enrolment).options(
                joinedload(Enrolment.user), joinedload(Enrolment.edition)
            ),
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
            joinedload(Placement.assignments),
        ),
    )
    .where(
        LogEntry.id == bindparam("entry"),
        LogEntry.placement_id.in_(SUPERVISED),
        LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS),
    )
)
_DECISIONS_ON = (
    select(Review, LogEntryVersion)
    .join(LogEntryVersion, Review.version_id == LogEntryVersion.id)
    .options(joinedload(Review.reviewer))
    .where(Review.entry_id == bindparam("entry", type_=Review.entry_id.type))
    .order_by(Review.decided_at, Review.id)
)
_TALKS = (
    select(func.coalesce(func.sum(SUBMITTED), 0))
    .join(LogEntryVersion, LogEntryVersion.id == LogEntry.current_id)
    .where(LogEntry.placement_id == Placement.id, LogEntryVersion.category == "supervision")
    .correlate(Placement)
    .scalar_subquery()
)
_HOURS_AND_TALKS = HOURS_OF.add_columns(_TALKS)
COUNT_WAITING = select(func.count(LogEntry.id), func.min(LogEntry.submitted_at)).where(
    LogEntry.placement_id.in_(SUPERVISED), LogEntry.state.in_(WAITING)
)
_WAITING_BY_PROJECT = (
    select(Project.id, Project.name, func.count(LogEntry.id))
    .join(Placement, Placement.project_id == Project.id)
    .join(LogEntry, LogEntry.placement_id == Placement.id)
    .where(LogEntry.placement_id.in_(SUPERVISED), LogEntry.state.in_(WAITING))
    .group_by(Project.id, Project.name)
    .order_by(Project.name)
)
