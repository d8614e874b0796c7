from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock, paging
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.class_sessions import check_in, marking, policy, queries, rolls
from lms.class_sessions.lines import line_of
from lms.class_sessions.models import Attendance, ClassSession, Status
from lms.class_sessions.rates import records_in
from lms.class_sessions.rolls import Roll
from lms.class_sessions.times import readers_zone
from lms.class_sessions.units import worth
from lms.class_sessions.views import bp
from lms.class_sessions.views.finding import the_session_i_hold
from lms.class_sessions.vocabulary import STATUSES
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.paging import after_person, mark_of
from lms.editions.queries import people_of, people_page
from lms.forms import drafts_done, typed_before

PAGE = 50
BLANK_LINES = 3
"""On paper, for who is in the room and not on the list."""


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/attendance")
@open_to(Audience.MEMBERS)
def attendance(edition_id: int, number: int) -> ResponseReturnValue:
    session = the_session_i_hold(edition_id, number)
    roll, typed = roll_for(session, clock.now()), typed_before()
    return _page(session, rolls.filled_in(roll, typed) if typed else roll)


@bp.post("/editions/<int:edition_id>/sessions/<int:number>/attendance")
@open_to(Audience.MEMBERS)
def save_attendance(edition_id: int, number: int) -> ResponseReturnValue:
    session, now = the_session_i_hold(edition_id, number), clock.now()
    allow(policy.can_mark(me(), session, at=now))
    roll = filled_in(session, request.form, now)
    if roll.errors:
        return _page(session, roll), 422
    try:
        kept = marking.mark(session, roll.choices(), by=me(), at=now)
    except marking.MarkedMeanwhileError as meanwhile:
        return _page(session, rolls.with_disputes(roll, meanwhile.marks)), 409
    flash(_saved(kept))
    drafts_done(f"{me().id}:register-{session.id}-{rolls.seen_in(request.form.get('shown', ''))}")
    return redirect(url_for(".attendance", edition_id=edition_id, number=session.id), 303)


def _saved(kept: Sequence[Attendance]) -> str:
    if not kept:
        return _("The attendance is saved.")
    return ngettext(
        "Saved. %(num)s person was marked meanwhile by somebody else; that mark stands.",
        "Saved. %(num)s people were marked meanwhile by somebody else; those marks stand.",
        len(kept),
    )


@bp.post("/editions/<int:edition_id>/sessions/<int:number>/attendance/everyone")
@open_to(Audience.MEMBERS)
def mark_everyone(edition_id: int, number: int) -> ResponseReturnValue:
    """Present is who has no mark yet; what stands there stays."""
    session, now = the_session_i_hold(edition_id, number), clock.now()
    allow(policy.can_mark(me(), session, at=now))
    trainees = [row for row in _trainees(session) if policy.can_mark_person(me(), row)]
    count = marking.mark_the_rest_present(session, trainees, by=me(), at=now)
    flash(
        ngettext(
            "%(num)s person is marked as present. Change who was not, and save.",
            "%(num)s people are marked as present. Change who was not, and save.",
            count,
        )
    )
    return redirect(url_for(".attendance", edition_id=edition_id, number=session.id), 303)


def _trainees(session: ClassSession) -> Sequence[Enrolment]:
    return db.session.scalars(people_of(session.edition, Role.TRAINEE)).all()


def roll_for(session: ClassSession, now: datetime) -> Roll:
    """The register as its reader may fill it in."""
    marks = db.session.scalars(queries.marks_of(session)).all()
    return rolls.roll_of(session, _trainees(session), marks, reader=me(), at=now)


def filled_in(session: ClassSession, sent: Mapping[str, str], now: datetime) -> Roll:
    """With what was sent. Who has left the class meanwhile is passed over; a stranger is 404."""
    roll = roll_for(session, now)
    others = rolls.named_in(sent) - {line.enrolment.id for line in roll.lines}
    known = db.session.scalars(queries.trainees_among(others, session)).all() if others else ()
    if len(known) < len(others):
        abort(404)
    return rolls.filled_in(roll, sent)


def _page(session: ClassSession, roll: Roll) -> str:
    now = clock.now()
    return render_template(
        "class_sessions/attendance.html",
        edition=session.edition,
        line=line_of(session, readers_zone()),
        roll=roll,
        worth={status: worth(status, roll.most) for status in Status},
        STATUSES={status: str(name) for status, name in STATUSES.items()},  # said 4 times a row
        proposed=rolls.likely_for(session, roll.marks, now),
        can_mark=policy.can_mark(me(), session, at=now),
        opens_at=check_in.opens_at(session),
        window=check_in.window_of(session, now) if session.has_check_in else None,
        reader=readers_zone(),
    )


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/attendance/changes")
@open_to(Audience.MEMBERS)
def attendance_changes(edition_id: int, number: int) -> ResponseReturnValue:
    """Every mark that was ever made, the newest first."""
    session = the_session_i_hold(edition_id, number)
    before = paging.before()
    rows = db.session.scalars(queries.changes_of(session, before=before, most=PAGE)).all()
    older = None
    if len(rows) > PAGE:
        mark = rows[PAGE - 1].id
        older = url_for(
            ".attendance_changes", edition_id=edition_id, number=session.id, before=mark
        )
    return render_template(
        "class_sessions/changes.html",
        edition=session.edition,
        line=line_of(session, readers_zone()),
        changes=rows[:PAGE],
        older=older,
    )


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/sheet")
@open_to(Audience.MEMBERS)
def sheet(edition_id: int, number: int) -> ResponseReturnValue:
    """To be printed and signed; names only, on paper of A4."""
    session = the_session_i_hold(edition_id, number)
    people = db.session.scalars(people_of(session.edition, Role.TRAINEE, Role.TRAINER)).all()
    return render_template(
        "class_sessions/sheet.html",
        edition=session.edition,
        line=line_of(session, session.zone),
        trainees=[row for row in people if row.role == Role.TRAINEE],
        trainers=[row for row in people if row.role == Role.TRAINER],
        blank_lines=BLANK_LINES,
    )


@bp.get("/editions/<int:edition_id>/attendance")
@open_to(Audience.MEMBERS)
def rates(edition_id: int) -> ResponseReturnValue:
    """How much of the class each trainee attended so far, a page of trainees at a time."""
    edition = the_edition(edition_id)
    allow(policy.can_hold(me(), edition))
    query = people_page(edition, Role.TRAINEE, after=after_person(), most=PAGE)
    rows = db.session.scalars(query).all()
    older = None
    if len(rows) > PAGE:
        older = url_for(".rates", edition_id=edition.id, after=mark_of(rows[PAGE - 1]))
    return render_template(
        "class_sessions/rates.html",
        edition=edition,
        trainees=rows[:PAGE],
        records=records_in(edition, rows[:PAGE]),
        older=older,
        asked=_asked(edition),
    )


def _asked(edition: Edition) -> int | None:
    """The share of the class that the award asks for, in percent."""
    share = course_or_404(edition.course_id).award.attendance_share
    return None if share is None else int(share * 100)
