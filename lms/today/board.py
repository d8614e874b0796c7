"""What the first page tells a signed-in person: the next step, what waits, where things stand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.certificates import queries as certificates
from lms.certificates.models import Certificate
from lms.content import library
from lms.db import db
from lms.fieldwork import queries as fieldwork
from lms.fieldwork import review_queries, weeks
from lms.fieldwork.models import LogEntry, Placement
from lms.fieldwork.vocabulary import ACTIVITIES
from lms.i18n import language, show_date, show_hours
from lms.learning import completion
from lms.learning.models import Edition, Enrolment, Role
from lms.learning.progress import Progress, Tally, progress_of
from lms.learning.roles import my_enrolments


@dataclass(frozen=True)
class NextStep:
    label: str
    title: str
    text: str
    action: str
    href: str


@dataclass(frozen=True)
class Waiting:
    count: int
    title: str
    text: str
    href: str
    tone: str = "neutral"


@dataclass(frozen=True)
class FieldworkCard:
    placement: Placement
    hours: fieldwork.Hours
    pace: weeks.Pace


@dataclass(frozen=True)
class ClassCard:
    edition: Edition
    course_title: str
    tally: Tally


@dataclass
class Board:
    step: NextStep | None = None
    waiting: list[Waiting] = field(default_factory=list)
    classes: list[ClassCard] = field(default_factory=list)
    fieldwork: list[FieldworkCard] = field(default_factory=list)
    trainees: list[FieldworkCard] = field(default_factory=list)
    editions: list[Enrolment] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)


def board_for(person: User) -> Board:
    roles = {row.role for row in my_enrolments()}
    board = Board()
    if Role.TRAINEE in roles:
        _add_trainee(board, person)
    if Role.SUPERVISOR in roles:
        _add_supervisor(board, person)
    board.editions = [row for row in my_enrolments() if row.role in RUNNING]
    return board


RUNNING = (Role.COORDINATOR, Role.TRAINER, Role.ASSESSOR)


def _add_trainee(board: Board, person: User) -> None:
    enrolment = next(row for row in my_enrolments() if row.role == Role.TRAINEE)
    done = progress_of(enrolment)
    placement = db.session.scalars(fieldwork.own_placements(person)).first()
    back = db.session.scalars(fieldwork.to_mend(person)).all()
    board.certificates = list(db.session.scalars(certificates.certificates_for(person)))
    board.classes.append(_class_card(enrolment, done))
    if placement:
        board.fieldwork.append(_fieldwork_card(placement))
    board.waiting += [_to_mend(entry) for entry in back[1:]]
    board.step = (
        (_mend_step(back[0]) if back else None)
        or _learn_step(enrolment, done)
        or (_log_step(placement) if placement else None)
    )


def _class_card(enrolment: Enrolment, done: Progress) -> ClassCard:
    course = library().courses[enrolment.edition.course_id]
    return ClassCard(enrolment.edition, course.title.get(language()), done.tally(course))


def _fieldwork_card(placement: Placement) -> FieldworkCard:
    row = db.session.execute(fieldwork.hours_of(placement.id)).one_or_none()
    hours = fieldwork.as_hours(row)
    return FieldworkCard(
        placement, hours, weeks.pace(placement, hours.submitted, _today(placement))
    )


def _today(placement: Placement) -> date:
    return datetime.now(ZoneInfo(placement.time_zone)).date()


def _mend_step(entry: LogEntry) -> NextStep:
    asked = entry.state == "queried"
    return NextStep(
        _("Your supervisor asks") if asked else _("Returned to you"),
        _title(entry),
        _("Read what your supervisor wrote and answer in the entry.")
        if asked
        else _("Read the reason, change the entry and hand it in again."),
        _("Open the entry"),
        _entry(entry),
    )


def _learn_step(enrolment: Enrolment, done: Progress) -> NextStep | None:
    step = completion.next_step(enrolment, done=done)
    if step is None:
        return None
    time = _("about %(time)s", time=show_hours(step.minutes))
    actions = {"quiz": _("Take the quiz"), "test": _("Take the test")}
    action = actions.get(step.kind, _("Read the lesson"))
    return NextStep(step.place, step.title, time, action, step.href)


def _log_step(placement: Placement) -> NextStep:
    return NextStep(
        _("Fieldwork in %(place)s", place=placement.project.place),
        _("Log what you did today"),
        _("A few words are enough for now; finish the entry tonight."),
        _("Write a log entry"),
        url_for("fieldwork.new_entry", placement_id=placement.id),
    )


def _to_mend(entry: LogEntry) -> Waiting:
    text = _("Your supervisor asks") if entry.state == "queried" else _("Returned to you")
    return Waiting(1, _title(entry), text, _entry(entry), "warn")


def _title(entry: LogEntry) -> str:
    activity = ACTIVITIES[entry.current.activity] if entry.current else _("Log entry")
    return f"{activity}, {show_date(entry.activity_date)}"


def _entry(entry: LogEntry) -> str:
    return url_for("fieldwork.entry", placement_id=entry.placement_id, entry_id=entry.id)


def _add_supervisor(board: Board, person: User) -> None:
    today = datetime.now(UTC).date()
    count, since = db.session.execute(review_queries.count_waiting(person, on=today)).one()
    if count and since:
        days = weeks.working_days(since.date(), today)
        waited = ngettext(
            "the first for %(num)s working day", "the first for %(num)s working days", days
        )
        board.step = board.step or NextStep(
            _("Waiting for you"),
            ngettext("%(num)s log entry to review", "%(num)s log entries to review", count),
            waited if days else _("the first since today"),
            _("Begin with the first"),
            url_for("fieldwork.review_queue"),
        )
    rows = db.session.scalars(review_queries.supervised_placements(person, on=today)).all()
    found = db.session.execute(fieldwork.hours_of(*(row.id for row in rows))).all()
    totals = {row[0]: fieldwork.as_hours(row) for row in found}
    for row in rows:
        pace = weeks.pace(row, totals[row.id].submitted, _today(row))
        board.trainees.append(FieldworkCard(row, totals[row.id], pace))
