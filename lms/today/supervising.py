"""Today of a supervisor: entries to review, weeks or months to assess, gates to decide."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.models import User
from lms.db import db
from lms.intakes.spans import MONTH
from lms.left.steps import NextStep
from lms.logbook.pace import pace
from lms.logbook.queries import Hours
from lms.phases import queries as phase_queries
from lms.phases.gates import phases_of
from lms.phases.models import MilestoneReview
from lms.placements.calendar import Stretch, to_assess
from lms.placements.models import RUNNING, Placement
from lms.readiness.asking import to_speak_about
from lms.today import queries
from lms.today.cards import Board, FieldworkCard, Waiting, local_today

SHOWN = 12  # trainees on Today; all of them are on the page of fieldwork


def add_supervisor(board: Board, person: User) -> None:
    today = datetime.now(UTC).date()
    board.supervises = True
    rows = db.session.scalars(*queries.supervised_placements(person, on=today)).all()
    running = [row for row in rows if row.state in RUNNING]
    cards = sorted(_trainee_cards(running), key=_calm)
    board.trainees, board.more_trainees = cards[:SHOWN], len(cards) > SHOWN
    waits = _waiting_for(person, today)
    board.step = (
        board.step or _review_step(waits, today) or next(map(_assess_step, _behind(board)), None)
    )
    board.waiting += [_to_sign(row) for row in rows if row.state == "proposed"]
    if waits["gate"].number:
        gates = db.session.scalars(*phase_queries.gates_to_decide(person, on=today))
        board.waiting += map(_gate, gates)
    if waits["word"].number:
        board.waiting += map(_word, to_speak_about(person, on=today, at=clock.now()))


class _Waits(NamedTuple):
    number: int
    since: datetime | None


def _waiting_for(person: User, today: date) -> dict[str, _Waits]:
    """What it is, how much of it, since when: most days there is nothing of some kinds to load."""
    rows = db.session.execute(*queries.waiting_for(person, on=today, at=clock.now()))
    return {what: _Waits(number, since) for number, since, what in rows}


def _calm(card: FieldworkCard) -> tuple[bool, bool]:
    """Who needs the supervisor stands first, among equals whose entries wait longest."""
    return (not card.to_assess, card.pace.on_plan)


def _trainee_cards(rows: Sequence[Placement]) -> list[FieldworkCard]:
    numbers = [row.id for row in rows]
    totals: dict[int, Hours] = {}
    assessed: dict[int, set[str]] = {number: set() for number in numbers}
    for row in db.session.execute(*queries.hours_and_assessed(numbers)):
        if row.target:
            assessed[row.placement].add(row.target)
        else:
            totals[row.placement] = Hours(row.noted, row.submitted, row.approved)
    return [
        FieldworkCard(
            row,
            totals[row.id],
            pace(row, totals[row.id].submitted, local_today(row)),
            to_assess(row, assessed[row.id], local_today(row)),
        )
        for row in rows
    ]


def _review_step(waits: dict[str, _Waits], today: date) -> NextStep | None:
    (entries, first), (works, other) = waits["entry"], waits["deliverable"]
    since = min(filter(None, (first, other)), default=None)
    if since is None:
        return None
    days = clock.working_days(since.date(), today)
    waited = ngettext(
        "the first for %(num)s working day", "the first for %(num)s working days", days
    )
    to_review = ngettext("%(num)s log entry to review", "%(num)s log entries to review", entries)
    to_read = ngettext("%(num)s deliverable to read", "%(num)s deliverables to read", works)
    return NextStep(
        _("Waiting for you"),
        " · ".join([to_review] * bool(entries) + [to_read] * bool(works)),
        waited if days else _("the first since today"),
        _("Open the list"),
        url_for("reviews.review_queue"),
    )


def _behind(board: Board) -> list[FieldworkCard]:
    return [card for card in board.trainees if card.to_assess]


def _assess_step(card: FieldworkCard) -> NextStep:
    this = card.to_assess[0]
    monthly = this.unit == MONTH
    return NextStep(
        card.placement.enrolment.user.name,
        assess_label(this),
        _("The month is over. The certificate needs your assessment of every month.")
        if monthly
        else _("The week is over. The certificate needs your assessment of every week."),
        _("Open the month") if monthly else _("Open the week"),
        stretch_address(card.placement, this),
    )


def assess_label(this: Stretch) -> str:
    if this.unit == MONTH:
        return _("Assess month %(number)s", number=this.number)
    return _("Assess week %(number)s", number=this.number)


def stretch_address(placement: Placement, this: Stretch) -> str:
    return url_for(
        "stretches.stretch",
        placement_id=placement.id,
        units=f"{this.unit}s",
        number=this.number,
    )


def _to_sign(placement: Placement) -> Waiting:
    return Waiting(
        1,
        _("Agreement with %(name)s", name=placement.enrolment.user.name),
        _("Waits for signatures"),
        url_for("agreements.agreement", placement_id=placement.id),
        "info",
    )


def _gate(asked: MilestoneReview) -> Waiting:
    placement = asked.placement
    phases = phases_of(placement, [])
    number = next(row.number for row in phases if row.asked.milestone == asked.milestone)
    return Waiting(
        1,
        _("%(name)s asks for the next phase", name=placement.enrolment.user.name),
        _("Phase %(number)s", number=number),
        url_for("phases.phase", placement_id=placement.id, number=number),
        "info",
    )


def _word(placement: Placement) -> Waiting:
    return Waiting(
        1,
        _("%(name)s has done all else", name=placement.enrolment.user.name),
        _("Your word is asked for"),
        url_for("readiness.word", placement_id=placement.id),
        "info",
    )
