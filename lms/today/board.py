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
from lms.learning.class_days import ClassDay
from lms.learning.models import Edition, Enrolment, Role
from lms.learning.progress import Progress, Tally, progress_of
from lms.learning.roles import my_enrolments
from lms.question_sets import queries as question_sets
from lms.today.editions import EditionCard, edition_card


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
    to_assess: list[int] = field(default_factory=list)


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
    editions: list[EditionCard] = field(default_factory=list)
    supervises: bool = False
    certificates: list[Certificate] = field(default_factory=list)


def board_for(person: User) -> Board:
    roles = {row.role for row in my_enrolments()}
    board = Board()
    if Role.TRAINEE in roles:
        _add_trainee(board, person)
    if Role.SUPERVISOR in roles:
        _add_supervisor(board, person)
    _add_editions(board)
    return board


TEACHING = (Role.COORDINATOR, Role.TRAINER)
RUNNING = (*TEACHING, Role.ASSESSOR)


def _add_trainee(board: Board, person: User) -> None:
    enrolment = next(row for row in my_enrolments() if row.role == Role.TRAINEE)
    done = progress_of(enrolment)
    placement = db.session.scalars(fieldwork.own_placements(person)).first()
    back = db.session.scalars(fieldwork.to_mend(person)).all()
    board.certificates = list(db.session.scalars(certificates.certificates_for(person)))
    board.classes.append(_class_card(enrolment, done))
    if placement:
        board.fieldwork.append(_fieldwork_card(placement))
    first = next((entry for entry in back if entry.state != "draft"), None)
    board.waiting += [_to_mend(entry) for entry in back if entry is not first]
    board.waiting += _new_quizzes(enrolment)
    board.step = (
        (_mend_step(first) if first else None)
        or _learn_step(enrolment, done)
        or (_log_step(placement) if placement else None)
    )


def _new_quizzes(enrolment: Enrolment) -> list[Waiting]:
    today = datetime.now(ZoneInfo(enrolment.edition.time_zone)).date()
    return [
        Waiting(
            1,
            _("Quiz: %(day)s", day=row.title),
            _("New from your trainers"),
            url_for("question_sets.quiz", edition_id=row.edition_id, set_id=row.id),
            "info",
        )
        for row in db.session.scalars(question_sets.new_to(enrolment, on=today))
    ]


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
    text, tone = {
        "queried": (_("Your supervisor asks"), "warn"),
        "returned": (_("Returned to you"), "warn"),
        "draft": (_("Draft: not handed in yet"), "neutral"),
    }[entry.state]
    return Waiting(1, _title(entry), text, _entry(entry), tone)


def _title(entry: LogEntry) -> str:
    activity = ACTIVITIES[entry.current.activity] if entry.current else _("Log entry")
    return f"{activity}, {show_date(entry.activity_date)}"


def _entry(entry: LogEntry) -> str:
    return url_for("fieldwork.entry", placement_id=entry.placement_id, entry_id=entry.id)


def _add_supervisor(board: Board, person: User) -> None:
    today = datetime.now(UTC).date()
    board.supervises = True
    board.trainees = _trainee_cards(person, today)
    board.step = (
        board.step or _review_step(person, today) or next(map(_assess_step, _behind(board)), None)
    )


def _trainee_cards(person: User, today: date) -> list[FieldworkCard]:
    rows = db.session.scalars(review_queries.supervised_placements(person, on=today)).all()
    numbers = [row.id for row in rows]
    found = db.session.execute(fieldwork.hours_of(*numbers)).all()
    totals = {row[0]: fieldwork.as_hours(row) for row in found}
    assessed: dict[int, set[str]] = {number: set() for number in numbers}
    for number, target in db.session.execute(review_queries.assessed_in(*numbers)):
        assessed[number].add(target)
    return [
        FieldworkCard(
            row,
            totals[row.id],
            weeks.pace(row, totals[row.id].submitted, _today(row)),
            weeks.to_assess(row, assessed[row.id], _today(row)),
        )
        for row in rows
    ]


def _review_step(person: User, today: date) -> NextStep | None:
    count, since = db.session.execute(review_queries.count_waiting(person, on=today)).one()
    if not (count and since):
        return None
    days = weeks.working_days(since.date(), today)
    waited = ngettext(
        "the first for %(num)s working day", "the first for %(num)s working days", days
    )
    return NextStep(
        _("Waiting for you"),
        ngettext("%(num)s log entry to review", "%(num)s log entries to review", count),
        waited if days else _("the first since today"),
        _("Open the list"),
        url_for("fieldwork.review_queue"),
    )


def _behind(board: Board) -> list[FieldworkCard]:
    return [card for card in board.trainees if card.to_assess]


def _assess_step(card: FieldworkCard) -> NextStep:
    number = card.to_assess[0]
    return NextStep(
        card.placement.enrolment.user.name,
        _("Assess week %(number)s", number=number),
        _("The week is over. The certificate needs your assessment of every week."),
        _("Open the week"),
        url_for("fieldwork.week", placement_id=card.placement.id, number=number),
    )


def _add_editions(board: Board) -> None:
    rows = [row for row in my_enrolments() if row.role in RUNNING]
    board.editions = [edition_card(row.edition) for row in rows]
    taught = {row.edition_id for row in rows if row.role in TEACHING}
    for card in board.editions:
        if card.day and card.edition.id in taught:
            board.step = board.step or _class_step(card.edition, card.day)


def _class_step(edition: Edition, day: ClassDay) -> NextStep:
    return NextStep(
        _("Class today: %(edition)s", edition=edition.name),
        day.day.title,
        _("Day %(number)s, with its plan and its lessons on one page.", number=day.number),
        _("Open the class day"),
        url_for("learning.edition_day", edition_id=edition.id, number=day.number),
    )
