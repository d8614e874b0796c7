"""What the page of an edition's progress asks: as many statements for two hundred as for one."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import (
    CompoundSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    extract,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Edition, Enrolment, Role
from lms.learning.models import LessonCompletion
from lms.logbook.models import LogEntry, LogEntryVersion, Review
from lms.logbook.queries import APPROVED, SUBMITTED
from lms.logbook.states import HIDDEN_FROM_REVIEWERS, WAITING
from lms.placements.models import GIVEN_UP, Placement, SupervisorAssignment
from lms.quizzes.models import QuizAttempt
from lms.quizzes.queries import passing

SUPERVISES = ("primary", "cover")
JUST_ENDED = timedelta(days=14)


def trainees_of(
    edition: Edition,
) -> Select[Enrolment, Placement | None, int, int, int, datetime | None, datetime | None]:
    """By name: (trainee, placement, submitted, approved, waiting, waiting since, last handed in).

    Whoever has several placements comes several times, the newest last.
    """
    counts = and_(Placement.enrolment_id == Enrolment.id, Placement.state.not_in(GIVEN_UP))
    log = _log(edition)
    return (
        select(
            Enrolment,
            Placement,
            func.coalesce(log.c.submitted, 0),
            APPROVED,
            func.coalesce(log.c.waiting, 0),
            log.c.since,
            log.c.last,
        )
        .join(Enrolment.user)
        .outerjoin(Placement, counts)
        .outerjoin(log, log.c.placement == Placement.id)
        .options(contains_eager(Enrolment.user), joinedload(Placement.requirement_set))
        .where(
            Enrolment.edition_id == edition.id,
            Enrolment.role == Role.TRAINEE.value,
            Enrolment.ended_at.is_(None),
        )
        .order_by(User.name, Enrolment.id, Placement.id)
    )


def _log(edition: Edition) -> Subquery:
    waits = LogEntry.state.in_(WAITING)
    handed_in = LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS)
    return (
        select(
            LogEntry.placement_id.label("placement"),
            func.sum(SUBMITTED).label("submitted"),
            func.count(LogEntry.id).filter(waits).label("waiting"),
            func.min(LogEntry.submitted_at).filter(waits).label("since"),
            func.max(LogEntry.submitted_at).filter(handed_in).label("last"),
        )
        .join(Placement, Placement.id == LogEntry.placement_id)
        .join(Enrolment, Enrolment.id == Placement.enrolment_id)
        .where(Enrolment.edition_id == edition.id)
        .group_by(LogEntry.placement_id)
        .subquery()
    )


def done_of(
    edition: Edition, lessons: Collection[str], quizzes: Collection[str], counts: str
) -> CompoundSelect[str, int, int]:
    """(lesson or quiz, trainee, how many of these are done)."""
    here = select(Enrolment.id).where(
        Enrolment.edition_id == edition.id, Enrolment.role == Role.TRAINEE.value
    )
    read = (
        select(literal("lesson").label("kind"), LessonCompletion.enrolment_id, func.count())
        .where(LessonCompletion.enrolment_id.in_(here), LessonCompletion.lesson.in_(lessons))
        .group_by(LessonCompletion.enrolment_id)
    )
    passed = (
        select(literal("quiz"), QuizAttempt.enrolment_id, func.count(QuizAttempt.day.distinct()))
        .where(QuizAttempt.enrolment_id.in_(here), QuizAttempt.day.in_(quizzes), passing(counts))
        .group_by(QuizAttempt.enrolment_id)
    )
    return union_all(read, passed)


def supervisors_of(edition: Edition, *, on: date) -> Select[int, int, str]:
    """(placement, supervisor, name) of whoever supervises somebody in it on that day."""
    return (
        select(SupervisorAssignment.placement_id, User.id, User.name)
        .join(User, User.id == SupervisorAssignment.user_id)
        .join(Placement, Placement.id == SupervisorAssignment.placement_id)
        .join(Enrolment, Enrolment.id == Placement.enrolment_id)
        .where(
            Enrolment.edition_id == edition.id,
            SupervisorAssignment.role.in_(SUPERVISES),
            SupervisorAssignment.from_on <= on,
            or_(SupervisorAssignment.until_on.is_(None), SupervisorAssignment.until_on >= on),
        )
        .order_by(User.name, User.id)
    )


def reply_times(edition: Edition, *, since: datetime) -> tuple[Select[int, float], Blanks]:
    """(reviewer, seconds) from handing in to the answer, in the middle of all since then.

    Of an even number of answers the mean of the two in the middle.
    """
    return _REPLY_TIMES, {"edition": edition.id, "since": since}


def roles_that_run(users: Collection[int], *, on: date) -> Select[Enrolment]:
    """What these people are in editions that run on that day or have just ended, with these."""
    return (
        select(Enrolment)
        .join(Enrolment.edition)
        .options(contains_eager(Enrolment.edition))
        .where(
            Enrolment.user_id.in_(users),
            Enrolment.ended_at.is_(None),
            Edition.starts_on <= on,
            Edition.ends_on >= on - JUST_ENDED,
        )
        .order_by(Enrolment.id)
    )


# Long to write down for SQLAlchemy, so put together once (docs/decisions/007).
_READ = aliased(LogEntryVersion)
_TAKEN = extract("epoch", Review.decided_at) - extract("epoch", _READ.received_at)
_ANSWERS = (
    select(
        Review.reviewer_id.label("reviewer"),
        _TAKEN.label("taken"),
        func.row_number().over(partition_by=Review.reviewer_id, order_by=_TAKEN).label("place"),
        func.count().over(partition_by=Review.reviewer_id).label("all"),
    )
    .join(_READ, _READ.id == Review.version_id)
    .join(LogEntry, LogEntry.id == Review.entry_id)
    .join(Placement, Placement.id == LogEntry.placement_id)
    .join(Enrolment, Enrolment.id == Placement.enrolment_id)
    .where(
        Enrolment.edition_id == bindparam("edition"),
        Review.decided_at >= bindparam("since"),
        Review.decision != "reopened",
    )
    .subquery()
)
_REPLY_TIMES = (
    select(_ANSWERS.c.reviewer, func.avg(_ANSWERS.c.taken))
    .where((2 * _ANSWERS.c.place).between(_ANSWERS.c.all, _ANSWERS.c.all + 2))
    .group_by(_ANSWERS.c.reviewer)
)
