"""What the first page tells a signed-in person: the next step, what waits, where things stand."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.certificates import queries as certificates
from lms.content import library
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_enrolments
from lms.i18n import language
from lms.learning.places import stopped_at
from lms.learning.progress import Progress, progress_of
from lms.left.due import due_next
from lms.left.queries import Asked, known_of
from lms.left.steps import Situation, entry_href, entry_title, next_step
from lms.logbook import own_queries
from lms.logbook import queries as logbook_queries
from lms.logbook.models import LogEntry
from lms.logbook.pace import pace
from lms.logbook.vocabulary import named
from lms.placements.models import Placement
from lms.question_sets.papers import today_in
from lms.today import case_papers
from lms.today.cards import Board, ClassCard, FieldworkCard, Waiting, local_today
from lms.today.classes import my_sessions
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
    working = db.session.execute(*own_queries.own_placements(person)).first()
    back = db.session.scalars(*own_queries.to_mend(person)).all()
    board.certificates = list(db.session.scalars(*certificates.certificates_for(person)))
    board.classes.append(_class_card(enrolment, done))
    if working:
        board.fieldwork.append(_fieldwork_card(working[0], logbook_queries.as_hours(working)))
    known, placement = known_of(enrolment), working[0] if working else None
    papers = [row for row in known.asked if row.came_back]
    here = Situation(enrolment, done, placement, back, papers)
    board.due = due_next(enrolment, placement, known, today_in(enrolment.edition))
    board.waiting += [_to_mend(entry) for entry in back if entry is not here.first_back]
    later = (row for row in papers if row is not here.first_paper)
    board.waiting += map(case_papers.improve_later, later)
    board.waiting += [_new_quiz(row) for row in known.asked if row.kind == "quiz"]
    board.waiting += [
        case_papers.write_together(row) for row in known.asked if row.kind == "invitation"
    ]
    board.step = next_step(here)
    board.waiting[:0] = [_unread(row) for row in known.asked if row.kind == "message"]


def _new_quiz(quiz: Asked) -> Waiting:
    return Waiting(
        1,
        _("Quiz: %(day)s", day=quiz.name),
        _("New from your trainers"),
        url_for("question_sets.quiz", edition_id=quiz.edition_id, set_id=quiz.id),
        "info",
    )


def _unread(message: Asked) -> Waiting:
    return Waiting(
        1,
        message.name,
        _("Message for you"),
        url_for("messages.message", number=message.id),
        "info",
    )


def _class_card(enrolment: Enrolment, done: Progress) -> ClassCard:
    course = library().courses[enrolment.edition.course_id]
    title, stopped = course.title.get(language()), stopped_at(enrolment)
    return ClassCard(enrolment.edition, title, done.tally(course), stopped)


def _fieldwork_card(placement: Placement, hours: logbook_queries.Hours) -> FieldworkCard:
    return FieldworkCard(placement, hours, pace(placement, hours.submitted, local_today(placement)))


def _to_mend(entry: LogEntry) -> Waiting:
    text, tone = {
        "queried": (_("Your supervisor asks"), "warn"),
        "returned": (_("Returned to you"), "warn"),
        "draft": (_draft(entry), "neutral"),
    }[entry.state]
    return Waiting(1, entry_title(entry), text, entry_href(entry), tone)


def _draft(entry: LogEntry) -> str:
    missing = entry.current.missing if entry.current else []
    if missing:
        return _("Complete me: %(what)s", what=named(missing))
    return _("Draft: not handed in yet")
