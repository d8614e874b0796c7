from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms import paging
from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.admin.views import bp
from lms.audit import queries
from lms.db import db

PAGE = 50
ACTS = {
    "role.granted": _l("Role given"),
    "second_factor.ended": _l("Second step turned off"),
    "rule.saved": _l("Rule for the certificate saved"),
    "certificate.issued": _l("Certificate issued"),
    "certificate.revoked": _l("Certificate revoked"),
    "mark_override.set": _l("Mark set in the place of another"),
    "mark_override.released": _l("Mark that was set released"),
    "mark_override.lifted": _l("Mark that was set lifted"),
    "due_dates.set": _l("Due dates set"),
    "extension.given": _l("More time given"),
    "extension.ended": _l("More time ended"),
}


@bp.get("/audit")
@open_to(Audience.ADMINISTRATORS)
def audit() -> ResponseReturnValue:
    """What was done on the site that must stay on record."""
    before = paging.before()
    rows = db.session.scalars(queries.events(before=before, most=PAGE)).all()
    people = {row.actor_id for row in rows if row.actor_id}
    names = db.session.execute(select(User.id, User.name).where(User.id.in_(people)))
    return render_template(
        "admin/audit.html",
        events=rows[:PAGE],
        names={number: name for number, name in names},  # noqa: C416  # rows are no pairs to mypy
        acts=ACTS,
        older=url_for(".audit", before=rows[PAGE - 1].number) if len(rows) > PAGE else None,
    )
