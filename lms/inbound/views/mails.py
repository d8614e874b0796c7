"""What became of mails, for who runs the site. Nobody can read what they said."""

from datetime import timedelta

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock, paging
from lms.accounts.access import Audience, open_to
from lms.config import Settings
from lms.db import db
from lms.inbound import queries, trouble
from lms.inbound.actions import KEPT
from lms.inbound.models import MACHINES, TAKEN, Outcome
from lms.inbound.views import bp
from lms.inbound.vocabulary import OUTCOMES

PAGE = 50
LATELY = timedelta(days=7)
REFUSED = tuple(outcome for outcome in Outcome if outcome not in (*TAKEN, *MACHINES))


@bp.app_template_global()
def refused_mails() -> int | None:
    """Of the last seven days; None on a site that reads no mailbox."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.mail_inbox:
        return None
    return db.session.scalar(queries.count_of(REFUSED, since=clock.now() - LATELY)) or 0


@bp.get("/admin/mail")
@open_to(Audience.ADMINISTRATORS)
def mails() -> ResponseReturnValue:
    before = paging.before()
    rows = db.session.scalars(queries.mails(before=before, most=PAGE)).all()
    older = url_for(".mails", before=rows[PAGE - 1].id) if len(rows) > PAGE else None
    counts = db.session.execute(queries.counts(since=clock.now() - LATELY)).all()
    return render_template(
        "inbound/mails.html",
        mails=rows[:PAGE],
        older=older,
        counts=sorted(((row[1], row[0]) for row in counts), reverse=True),
        outcomes=OUTCOMES,
        taken=TAKEN,
        days=KEPT.days,
        trouble=trouble.now(),
    )
