from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.attachments import queries as files
from lms.attachments.views import shown_of
from lms.db import db
from lms.forum.held import queries as held
from lms.forum.models import Post
from lms.forum.views.finding import the_post
from lms.moderation import actions, deciding, policy, queries
from lms.moderation.elsewhere import queues
from lms.moderation.forms import DecisionForm, ReportForm
from lms.moderation.models import Outcome
from lms.moderation.vocabulary import CONCERNS
from lms.spaces import policy as leading
from lms.spaces import queries as spaces
from lms.spaces.readers import this_reader

bp = Blueprint("moderation", __name__)
MOST = 60


@bp.app_template_global()
def to_look_at() -> int:
    """How many posts and writings wait for the reader: for a page of somebody who leads a space."""
    return db.session.scalar(queries.count_open(this_reader())) or 0


@bp.get("/p/<int:post_id>/report")
@open_to(Audience.MEMBERS)
def new_report(post_id: int) -> ResponseReturnValue:
    return _report_page(_reportable(post_id), ReportForm())


@bp.post("/p/<int:post_id>/reports")
@open_to(Audience.MEMBERS)
def report(post_id: int) -> ResponseReturnValue:
    post, form = _reportable(post_id), ReportForm()
    if not form.accepted():
        return _report_page(post, form), 422
    concern, words = form.concern.data, form.words.data or ""
    try:
        actions.report(post, concern=concern, words=words, by=me(), at=clock.now())
    except deciding.TooManyReportsError:
        form.concern.errors = [
            _(
                "You have reported %(number)s posts today. Write to who leads the space instead.",
                number=deciding.MOST_IN_WINDOW,
            )
        ]
        return _report_page(post, form), 429
    flash(_("Thank you. Whoever leads this space looks at it; nobody else learns that you wrote."))
    return redirect(f"/p/{post.id}", 303)


def _reportable(post_id: int) -> Post:
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.can_report(reader, post))
    return post


def _report_page(post: Post, form: ReportForm) -> str:
    return render_template("moderation/new_report.html", post=post, form=form)


@bp.get("/forum/reports")
@open_to(Audience.MEMBERS)
def reports() -> ResponseReturnValue:
    """What waits for a look or a decision, the longest first."""
    reader = this_reader()
    if not (policy.leads(reader) or db.session.scalar(spaces.any_led_by(reader))):
        abort(404)
    return render_template(
        "moderation/reports.html",
        held=db.session.scalars(held.waiting(reader, most=MOST)).all(),
        rows=db.session.execute(queries.reported(reader, most=MOST)).all(),
        elsewhere=[(queue, queue.rows(reader, MOST)) for queue in queues()],
    )


@bp.get("/p/<int:post_id>/decision")
@open_to(Audience.MEMBERS)
def new_decision(post_id: int) -> ResponseReturnValue:
    return _decision_page(_to_decide(post_id), DecisionForm())


@bp.post("/p/<int:post_id>/decisions")
@open_to(Audience.MEMBERS)
def decide(post_id: int) -> ResponseReturnValue:
    post, form = _to_decide(post_id), DecisionForm()
    outcome = form.outcome
    if not form.accepted():
        return _decision_page(post, form), 422
    reason = form.reason.data or ""
    actions.decide(post, outcome=outcome, reason=reason, by=me(), at=clock.now())
    removed = outcome is Outcome.REMOVED
    flash(
        _("The post is removed; the reason stands in its place.")
        if removed
        else _("The post stays.")
    )
    return redirect(url_for(".reports"), 303)


def _to_decide(post_id: int) -> Post:
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.can_decide(reader, post))
    return post


def _decision_page(post: Post, form: DecisionForm) -> str:
    reader, said = this_reader(), db.session.scalars(queries.open_reports_of(post)).all()
    stands = post.removed_at is None
    return render_template(
        "moderation/new_decision.html",
        post=post,
        form=form,
        files=shown_of(db.session.scalars(files.of_post(post))) if not post.removed_at else (),
        said=said,
        concerns=CONCERNS,
        readable=stands or policy.can_read_removed(reader, post, is_reported=bool(said)),
    )


@bp.get("/p/<int:post_id>/removed")
@open_to(Audience.MEMBERS)
def removed(post_id: int) -> ResponseReturnValue:
    """What stood there, for whoever leads the space."""
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(leading.can_lead(reader, post.topic.space))
    reported = bool(db.session.scalar(queries.is_reported(post)))
    if post.removed_at is None or not policy.can_read_removed(reader, post, is_reported=reported):
        abort(404)
    return render_template("moderation/removed.html", post=post)
