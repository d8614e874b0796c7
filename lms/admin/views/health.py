"""For machines that watch and for administrators: is it up, would a page succeed, what failed."""

from functools import cache

from flask import Blueprint, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from lms import schema
from lms.accounts.access import Audience, open_to
from lms.admin.views import bp
from lms.db import db
from lms.files.storage import storage
from lms.jobs.models import Job

watch = Blueprint("watch", __name__, url_prefix="/health")


@watch.get("/live")
@open_to(Audience.EVERYONE)
def live() -> ResponseReturnValue:
    return jsonify(status="up")


@watch.get("/ready")
@open_to(Audience.EVERYONE)
def ready() -> ResponseReturnValue:
    """200 when database, queue and storage answer; 503 names the part that does not, no more."""
    parts = {"database": _database(), "queue": _queue(), "storage": storage().is_up()}
    status = 200 if all(parts.values()) else 503
    return jsonify({name: "up" if up else "down" for name, up in parts.items()}), status


@bp.get("/health")
@open_to(Audience.ADMINISTRATORS)
def health() -> ResponseReturnValue:
    failed = db.session.scalars(
        select(Job).where(Job.last_error != "").order_by(Job.id.desc()).limit(50)
    ).all()
    by_state = select(Job.state, func.count()).group_by(Job.state)
    counts = {state: many for state, many in db.session.execute(by_state)}  # noqa: C416  # rows are no pairs to mypy
    return render_template("admin/health.html", failed=failed, counts=counts)


def _database() -> bool:
    """It answers, and its tables are of this program's version."""
    try:
        version = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return False
    return version == _newest_schema()


def _queue() -> bool:
    try:
        current_app.extensions["huey"].pending_count()
    except Exception:  # noqa: BLE001  # each engine fails in its own way; all mean "down"
        return False
    return True


_newest_schema = cache(schema.newest)
