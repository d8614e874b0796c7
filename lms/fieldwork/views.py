from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.field_period import FieldworkPeriod
from lms.db import db
from lms.deliverables import policy as deliverable_policy
from lms.deliverables import queries as deliverable_queries
from lms.deliverables.asked import now_due, pieces_of
from lms.deliverables.queries import STATE
from lms.deliverables.vocabulary import GRADER_STATES, TONES
from lms.deliverables.vocabulary import STATES as DELIVERABLE_STATES
from lms.devices.queries import UNSENT, told, with_unsent
from lms.editions.policy import can_run
from lms.extensions.dates import dates_for
from lms.fieldwork import completion, log_marks, occasions, overview  # noqa: F401  # they tell learning what fieldwork asks, and when
from lms.logbook import queries as logbook_queries
from lms.logbook.field_share import field_share
from lms.logbook.finding import the_placement_and_hours
from lms.logbook.models import LogEntry
from lms.logbook.pace import pace, rhythm
from lms.logbook.vocabulary import words
from lms.phases import gates
from lms.phases import queries as phase_queries
from lms.placements import policy
from lms.placements.calendar import asked_of, stretch_number, stretches_of
from lms.placements.finding import local_today, utc_today
from lms.placements.models import AHEAD, RUNNING, Placement
from lms.stretches import queries as stretch_queries
from lms.stretches.reflections import fallen_short, minima_of

bp = Blueprint("fieldwork", __name__)
bp.context_processor(words)

PAGE = 20


@bp.get("/fieldwork")
@open_to(Audience.MEMBERS)
def mine() -> ResponseReturnValue:
    """A trainee lands in their own log; who sees several placements chooses."""
    if request.args.get("show") == "behind":
        return render_template(
            "fieldwork/placements.html", behind=True, listed=overview.behind(me())
        )
    listed = overview.by_name(me())
    if not listed.before and not listed.after and _only_mine(listed.placements):
        return redirect(url_for(".placement", placement_id=listed.placements[0].id), 303)
    return render_template("fieldwork/placements.html", behind=False, listed=listed)


def _only_mine(rows: Sequence[Placement]) -> bool:
    return len(rows) == 1 and rows[0].enrolment.user_id == me().id


@bp.get("/placements/<int:placement_id>")
@open_to(Audience.MEMBERS)
def placement(placement_id: int) -> ResponseReturnValue:
    row, total = the_placement_and_hours(placement_id)
    entries = db.session.scalars(
        logbook_queries.entries_of(row, me(), before=_cursor(), most=PAGE)
    ).all()
    today, phases = local_today(row), _phases(row)
    return render_template(
        "fieldwork/placement.html",
        placement=row,
        entries=entries[:PAGE],
        older=_older(row, entries),
        hours=total,
        pace=pace(row, total.submitted, today),
        now=stretch_number(row, today),
        stretches=stretches_of(row),
        phases=phases,
        planned=gates.planned(phases, today),
        milestones=_milestones(row),
        can_write=policy.can_write_log(me(), row),
        can_change=can_run(me(), row.enrolment.edition) and row.state in (*AHEAD, *RUNNING),
        deliverable_names=DELIVERABLE_STATES if row.enrolment.user_id == me().id else GRADER_STATES,
        deliverable_tones=TONES,
        today=today,
        **_what_stretches_hold(row, today),
    )


def _what_stretches_hold(row: Placement, today: date) -> dict[str, object]:
    """What each week or month holds, which fell short, and which are assessed."""
    own = row.enrolment.user_id == me().id
    grades = deliverable_policy.can_grade(me(), row, on=utc_today())
    states = deliverable_queries.states_in(row, grades=grades)
    devices = with_unsent(row.enrolment.user_id)
    marks = db.session.execute(stretch_queries.marks_of(row, states, devices, released=own)).all()
    found = db.session.execute(logbook_queries.entries_by_day(row)).all()
    minima = minima_of(
        row,
        [(day, category, count) for day, category, count, _minutes in found],
        {target for what, target in marks if what == "reflected"},
        idle := {target for what, target in marks if what == "idle"},
    )
    handed_in = [(found_on, sum_of) for found_on, _, _, sum_of in found]
    return {
        "minima": minima,
        "rhythm": rhythm(row, handed_in, today, idle),
        "short": fallen_short(row, minima, today),
        "share": field_share(row, _by_category(found)),
        "devices": [told(line) for what, line in marks if what == UNSENT],
        "assessed": {target for what, target in marks if what == "assessed"},
        **_deliverables(
            row, {name: what.removeprefix(STATE) for what, name in marks if STATE in what}, today
        ),
    }


def _by_category(found: Sequence[Row[date, str, int, int]]) -> Mapping[str, int]:
    minutes: Counter[str] = Counter()
    for _day, category, _count, sum_of in found:
        minutes[category] += sum_of
    return minutes


def _deliverables(row: Placement, states: Mapping[str, str], today: date) -> dict[str, object]:
    """What is asked now, and how much of all that is asked is handed in."""
    course, dates = course_or_404(row.enrolment.edition.course_id), dates_for([row.enrolment])
    pieces = pieces_of(row, course, dates)
    return {
        "pieces": pieces,
        "now_due": now_due(pieces, states, today),
        "not_handed_in": sum(states.get(piece.name, "") in {"", "draft"} for piece in pieces),
    }


def _phases(placement: Placement) -> list[gates.Phase]:
    """Only where the course has phases does it cost a question."""
    if not any(period.milestone for period in asked_of(placement)):
        return []
    reviews = db.session.scalars(phase_queries.milestone_reviews_of(placement)).all()
    return gates.phases_of(placement, reviews)


def _milestones(placement: Placement) -> dict[str, FieldworkPeriod]:
    """The phases by their milestone, with the words of the course."""
    course = course_or_404(placement.enrolment.edition.course_id)
    return {period.milestone.id: period for period in course.fieldwork.periods if period.milestone}


def _cursor() -> tuple[date, UUID] | None:
    """Where the page of older entries begins: `before=2026-11-20_<uuid>`."""
    raw = request.args.get("before")
    if not raw:
        return None
    try:
        day, number = raw.split("_")
        return date.fromisoformat(day), UUID(number)
    except ValueError:
        abort(404)


def _older(placement: Placement, entries: Sequence[LogEntry]) -> str | None:
    if len(entries) <= PAGE:
        return None
    last = entries[PAGE - 1]
    mark = f"{last.activity_date.isoformat()}_{last.id}"
    return url_for(".placement", placement_id=placement.id, before=mark)
