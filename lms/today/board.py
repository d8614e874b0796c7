"""What the first page tells a signed-in person: the next step, what waits, where things stand."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.certificates import queries as certificates
from lms.content import library
from lms.db import db
from lms.i18n import language, show_date, show_hours
from lms.learning import steps
from lms.learning.models import Enrolment, Role
from lms.learning.places import stopped_at
from lms.learning.progress import Progress, progress_of
from lms.learning.roles import my_enrolments
from lms.logbook import own_queries
from lms.logbook import queries as logbook_queries
from lms.logbook.models import LogEntry
from lms.logbook.pace import pace
from lms.logbook.vocabulary import ACTIVITIES
from lms.placements.models import RUNNING, Placement
from lms.question_sets.papers import today_in
from lms.today import case_papers, queries
from lms.today.cards import Board, ClassCard, FieldworkCard, NextStep, Waiting, local_today
from lms.today.classes import my_sessions
from lms.today.queries import Asked
from lms.today.running import add_editions
from lms.today.supervising import add_supervisor


def board_for(person: User, at: datetime) -> Board:
    roles = {row.role for row in my_enrolments()}
    board = Board(sessions=my_sessions(at))
    if Role.TRAINEE in roles:
        _add_trainee(board, person)
    if Role.SUPERVISOR in roles:
        add_supervisor(board, person)
    add_editions(board, person)
    return board


def _add_trainee(board: Board, person: User) -> None:
    enrolment = next(row for row in my_enrolments() if row.role == Role.TRAINEE)
    done = progress_of(enrolment)
    working = db.session.execute(own_queries.own_placements(person)).first()
    back = db.session.scalars(own_queries.to_mend(person)).all()
    board.certificates = list(db.session.scalars(certificates.certificates_for(person)))
    board.classes.append(_class_card(enrolment, done))
    if working:
        board.fieldwork.append(_fieldwork_card(working[0], logbook_queries.as_hours(working)))
    first = next((entry for entry in back if entry.state != "draft"), None)
    board.waiting += [_to_mend(entry) for entry in back if entry is not first]
    asked = _asked_of(enrolment)
    papers = [row for row in asked if row.kind == "paper"]
    leading = papers[0] if papers and not first else None
    board.waiting += [case_papers.improve_later(row) for row in papers if row is not leading]
    board.waiting += [_new_quiz(row) for row in asked if row.kind == "quiz"]
    board.step = (
        (_mend_step(first) if first else None)
        or (case_papers.improve_step(leading) if leading else None)
        or _learn_step(enrolment, done)
        or (_fieldwork_step(working[0]) if working else None)
    )


def _asked_of(trainee: Enrolment) -> list[Asked]:
    rows = db.session.execute(queries.returned_and_new(trainee, on=today_in(trainee.edition)))
    return [Asked(*row) for row in rows]


def _new_quiz(quiz: Asked) -> Waiting:
    return Waiting(
        1,
        _("Quiz: %(day)s", day=quiz.name),
        _("New from your trainers"),
        url_for("question_sets.quiz", edition_id=quiz.edition_id, set_id=quiz.id),
        "info",
    )


def _class_card(enrolment: Enrolment, done: Progress) -> ClassCard:
    course = library().courses[enrolment.edition.course_id]
    title, stopped = course.title.get(language()), stopped_at(enrolment)
    return ClassCard(enrolment.edition, title, done.tally(course), stopped)


def _fieldwork_card(placement: Placement, hours: logbook_queries.Hours) -> FieldworkCard:
    return FieldworkCard(placement, hours, pace(placement, hours.submitted, local_today(placement)))


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
    step = steps.next_step(enrolment, done=done)
    if step is None:
        return None
    time = _("about %(time)s", time=show_hours(step.minutes))
    actions = {"quiz": _("Take the quiz"), "test": _("Take the test")}
    action = actions.get(step.kind, _("Read the lesson"))
    return NextStep(step.place, step.title, time, action, step.href)


def _fieldwork_step(placement: Placement) -> NextStep | None:
    if placement.state == "proposed":
        return _sign_step(placement)
    return _log_step(placement) if placement.state in RUNNING else None


def _sign_step(placement: Placement) -> NextStep:
    return NextStep(
        _("Fieldwork in %(place)s", place=placement.project.place),
        _("The agreement waits for signatures"),
        _("You, your supervisor and your host sign it. Then the first hour can count."),
        _("Open the agreement"),
        url_for("agreements.agreement", placement_id=placement.id),
    )


def _log_step(placement: Placement) -> NextStep:
    return NextStep(
        _("Fieldwork in %(place)s", place=placement.project.place),
        _("Log what you did today"),
        _("A few words are enough for now; finish the entry tonight."),
        _("Write a log entry"),
        url_for("logbook.new_entry", placement_id=placement.id),
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
    return url_for("logbook.entry", placement_id=entry.placement_id, entry_id=entry.id)
