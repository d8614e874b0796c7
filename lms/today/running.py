"""Today of who runs editions: classes, registers to take, papers to grade, pauses to decide."""

from datetime import UTC, datetime

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.class_sessions.lines import Line
from lms.db import db
from lms.deliverables import queries as deliverable_queries
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition, Role
from lms.editions.roles import my_enrolments
from lms.i18n import show_date
from lms.left.steps import NextStep
from lms.pauses.models import Pause
from lms.pauses.queries import pauses_to_decide
from lms.today import case_papers, deliverables
from lms.today.cards import Board, Waiting
from lms.today.classes import TEACHING
from lms.today.editions import edition_cards

RUNNING = (*TEACHING, Role.ASSESSOR)
GRADING = (Role.TRAINER, Role.ASSESSOR)


def add_editions(board: Board, person: User) -> None:
    rows = [row for row in my_enrolments() if row.role in RUNNING]
    board.editions = edition_cards([row.edition for row in rows])
    taught = {row.edition_id for row in rows if row.role in TEACHING}
    for card in board.editions:
        if card.day and card.edition.id in taught:
            board.step = board.step or _class_step(card.edition, card.day)
    _add_registers(board)
    if any(row.role in GRADING for row in rows):
        papers = list(case_papers.to_grade(person))
        board.waiting += papers if board.step else papers[1:]
        board.step = board.step or next(map(case_papers.grade_step, papers), None)
    if any(row.role == Role.ASSESSOR for row in rows) and not board.supervises:
        _add_deliverables(board, person)
    if any(row.role == Role.COORDINATOR for row in rows):
        board.waiting += map(_pause, db.session.scalars(*pauses_to_decide(person)))


def _add_deliverables(board: Board, person: User) -> None:
    query = deliverable_queries.count_waiting(person, on=datetime.now(UTC).date())
    number = db.session.execute(*query).one()[0]
    if number and board.step:
        board.waiting.append(deliverables.to_read(number))
    elif number:
        board.step = deliverables.read_step(deliverables.to_read(number))


def _add_registers(board: Board) -> None:
    """Attendance that nobody took: the next step where there is no other, else on the list."""
    for line in board.sessions.unmarked:
        if board.step is None:
            board.step = _register_step(line)
        else:
            title = _("Take attendance: %(title)s", title=line.title)
            text = show_date(line.times.on)
            board.waiting.append(Waiting(1, title, text, _register(line), "warn"))


def _register_step(line: Line) -> NextStep:
    return NextStep(
        _("Attendance is not taken yet"),
        line.title,
        f"{show_date(line.times.on, 'day')}, {line.times.here}",
        _("Take attendance"),
        _register(line),
    )


def _register(line: Line) -> str:
    row = line.session
    return url_for("class_sessions.attendance", edition_id=row.edition_id, number=row.id)


def _class_step(edition: Edition, day: ClassDay) -> NextStep:
    return NextStep(
        _("Class today: %(edition)s", edition=edition.name),
        day.day.title,
        _("Day %(number)s, with its plan and its lessons on one page.", number=day.number),
        _("Open the class day"),
        url_for("learning.edition_day", edition_id=edition.id, number=day.number),
    )


def _pause(asked: Pause) -> Waiting:
    return Waiting(
        1,
        _("%(name)s asks for a pause", name=asked.placement.enrolment.user.name),
        f"{show_date(asked.first_on)} – {show_date(asked.last_on)}",
        url_for("pauses.pauses_of", placement_id=asked.placement_id),
        "info",
    )
