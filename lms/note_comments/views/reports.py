"""What is reported of comments on notes, and what is decided about it."""

from collections.abc import Sequence

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.moderation.deciding import MOST_IN_WINDOW, TooManyReportsError
from lms.moderation.elsewhere import Queue, Waiting, waits_too
from lms.moderation.forms import DecisionForm, ReportForm
from lms.moderation.models import Outcome
from lms.moderation.vocabulary import CONCERNS
from lms.note_comments import policy, report_queries, reporting
from lms.note_comments.views import bp
from lms.note_comments.views.comments import ONE
from lms.note_comments.views.finding import At, the_comment
from lms.spaces.readers import Reader, this_reader


@bp.get(f"{ONE}/report")
@open_to(Audience.MEMBERS)
def new_report(note_id: int, comment_id: int) -> ResponseReturnValue:
    return _report_page(_reportable(note_id, comment_id), ReportForm())


@bp.post(f"{ONE}/reports")
@open_to(Audience.MEMBERS)
def report(note_id: int, comment_id: int) -> ResponseReturnValue:
    at, form = _reportable(note_id, comment_id), ReportForm()
    if not form.accepted():
        return _report_page(at, form), 422
    concern, words = form.concern.data, form.words.data or ""
    try:
        reporting.report(at.row, concern=concern, words=words, by=me(), at=clock.now())
    except TooManyReportsError:
        form.concern.errors = [
            _("You have reported %(number)s comments today.", number=MOST_IN_WINDOW)
        ]
        return _report_page(at, form), 429
    flash(_("Thank you. Whoever decides about it looks at it; nobody else learns that you wrote."))
    return redirect(at.row.address, 303)


def _reportable(note_id: int, comment_id: int) -> At:
    at = the_comment(note_id, comment_id)
    allow(policy.can_report(me(), at.row))
    return at


def _report_page(at: At, form: ReportForm) -> str:
    return render_template("note_comments/new_report.html", here=at.here, row=at.row, form=form)


@bp.get(f"{ONE}/decision")
@open_to(Audience.MEMBERS)
def new_decision(note_id: int, comment_id: int) -> ResponseReturnValue:
    return _decision_page(_to_decide(note_id, comment_id), DecisionForm())


@bp.post(f"{ONE}/decisions")
@open_to(Audience.MEMBERS)
def decide(note_id: int, comment_id: int) -> ResponseReturnValue:
    at, form = _to_decide(note_id, comment_id), DecisionForm()
    outcome = form.outcome
    if not form.accepted():
        return _decision_page(at, form), 422
    reason = form.reason.data or ""
    reporting.decide(at.row, outcome=outcome, reason=reason, by=me(), at=clock.now())
    removed = outcome is Outcome.REMOVED
    flash(
        _("The comment is removed; the reason stands in its place.")
        if removed
        else _("The comment stays.")
    )
    return redirect("/forum/reports", 303)


def _to_decide(note_id: int, comment_id: int) -> At:
    at = the_comment(note_id, comment_id)
    allow(bool(db.session.scalar(report_queries.decides_on(at.here.note, this_reader()))))
    return at


def _decision_page(at: At, form: DecisionForm) -> str:
    said = db.session.scalars(report_queries.open_reports_of(at.row)).all()
    return render_template(
        "note_comments/new_decision.html",
        here=at.here,
        row=at.row,
        form=form,
        said=said,
        concerns=CONCERNS,
        readable=policy.can_read_removed(at.row, is_reported=bool(said)),
    )


def _reported(reader: Reader, most: int) -> Sequence[Waiting]:
    rows = db.session.execute(report_queries.reported(reader, most=most))
    return [
        Waiting(
            href=f"/notes/{row.note_id}/comments/{row.id}/decision",
            title=text.title,
            title_language=text.language,
            place=row.author.name,
            words=row.body,
            language=row.language,
            said=said,
        )
        for row, text, said in rows
    ]


waits_too(
    Queue(_l("Reported comments on experience notes"), _reported, report_queries.count_reported)
)
