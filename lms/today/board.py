"""What the first page tells a signed-in person: the next step, what waits, where things stand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.content import library
from lms.db import db
from lms.editions.class_days import today_in
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_enrolments
from lms.i18n import language
from lms.learning.places import stopped_at
from lms.learning.progress import Progress, progress_of_each
from lms.left.due import NextDue, due_next
from lms.left.queries import Asked, Known, known_of_each
from lms.left.steps import NextStep, Situation, entry_href, entry_title, next_step
from lms.logbook import own_queries
from lms.logbook import queries as logbook_queries
from lms.logbook.models import LogEntry
from lms.logbook.pace import pace
from lms.logbook.vocabulary import named
from lms.placements.models import Placement
from lms.today import case_papers, site
from lms.today.around import Around, around
from lms.today.cards import Board, ClassCard, FieldworkCard, Waiting, local_today
from lms.today.classes import my_sessions
from lms.today.exchange import add_exchange
from lms.today.running import add_editions
from lms.today.supervising import add_supervisor


def board_for(person: User, at: datetime) -> Board:
    roles = {row.role for row in my_enrolments()}
    trainees = _traineeships(at)
    beside = around(person, [row.edition for row in trainees], at)
    board = Board(sessions=my_sessions(at), awards=beside.awards)
    if trainees:
        _add_trainee(board, person, trainees, beside)
    if Role.SUPERVISOR in roles:
        add_supervisor(board, person)
    add_editions(board, person)
    add_exchange(board, beside, at, ZoneInfo(person.time_zone))
    if person.is_administrator:
        board.waiting += site.broken()
    return board


def _add_trainee(board: Board, person: User, trainees: Sequence[Enrolment], beside: Around) -> None:
    """Of all editions they learn in, as many statements as of one."""
    known = known_of_each(trainees)
    rows = db.session.execute(*own_queries.own_placements(person)).all()
    working = {row[0].enrolment_id: row[0] for row in reversed(rows)}  # the newest of each
    board.fieldwork += [
        _fieldwork_card(row[0], logbook_queries.as_hours(row))
        for row in rows
        if working[row[0].enrolment_id] is row[0]
    ]
    back = db.session.scalars(*own_queries.to_mend(person)).all()
    here = _situations(trainees, known, working, back, beside)
    _add_steps(board, here)
    board.due = _due_besides(board.step, here, known)
    board.waiting += _asked_of(known[trainees[0].id].asked, back, here[0])


def _situations(
    trainees: Sequence[Enrolment],
    known: Mapping[int, Known],
    working: Mapping[int, Placement],
    back: Sequence[LogEntry],
    beside: Around,
) -> list[Situation]:
    done = progress_of_each(trainees)
    return [
        Situation(
            row,
            done[row.id],
            working.get(row.id),
            back,
            [asked for asked in known[row.id].asked if asked.came_back],
            beside.days[row.edition_id],
            known[row.id].dates,
            today_in(row.edition),
        )
        for row in trainees
    ]


def _traineeships(at: datetime) -> list[Enrolment]:
    """Those that have begun first, the newest of them first."""
    found = [row for row in my_enrolments() if row.role == Role.TRAINEE]
    return sorted(found, key=lambda row: row.edition.starts_on > at.date())


def _add_steps(board: Board, here: Sequence[Situation]) -> None:
    """The step of the first edition that has one; those of the others stand on their cards."""
    steps = [next_step(situation) for situation in here]
    board.step = next(filter(None, steps), None)
    for situation, step in zip(here, steps, strict=True):
        other = step if step and step.href != getattr(board.step, "href", None) else None
        board.classes.append(_class_card(situation.trainee, situation.done, other))


def _due_besides(
    step: NextStep | None, here: Sequence[Situation], known: Mapping[int, Known]
) -> list[NextDue]:
    """What is due next in each edition, by its day; the next step says its own."""
    several = len(here) > 1
    found = [
        due._replace(edition=row.trainee.edition.name if several else "")
        for row in here
        for due in due_next(row.trainee, row.working, known[row.trainee.id], row.today)
        if not (step and step.href == due.href)
    ]
    return sorted(found, key=lambda due: due.on)


def _asked_of(
    asked: Sequence[Asked], back: Sequence[LogEntry], here: Situation
) -> Iterator[Waiting]:
    """Messages first, then all but what the next step asks for already."""
    yield from (_unread(row) for row in asked if row.kind == "message")
    yield from (_to_mend(entry) for entry in back if entry is not here.first_back)
    later = (row for row in here.papers if row is not here.first_paper)
    yield from map(case_papers.improve_later, later)
    yield from (_new_quiz(row) for row in asked if row.kind == "quiz")
    yield from (case_papers.write_together(row) for row in asked if row.kind == "invitation")


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


def _class_card(enrolment: Enrolment, done: Progress, step: NextStep | None) -> ClassCard:
    course = library().courses[enrolment.edition.course_id]
    title, stopped = course.title.get(language()), stopped_at(enrolment)
    return ClassCard(enrolment.edition, title, done.tally(course), stopped, step)


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
