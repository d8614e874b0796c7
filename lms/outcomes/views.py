from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.documents import given_out
from lms.outcomes import queries
from lms.outcomes.sheets import SHEETS
from lms.programmes.models import Programme
from lms.spreadsheets import csv_file, xlsx_file

bp = Blueprint("outcomes", __name__)


@bp.get("/outcomes")
@open_to(Audience.MEMBERS)
def outcomes() -> ResponseReturnValue:
    """Of everything for coordinators and administrators, `?programme=7` also for its directors."""
    names = {
        "initiatives": _("Initiatives"),
        "partners": _("Partners"),
        "promises": _("Promises"),
        "check-ins": _("What came of it"),
        "trips": _("Exchange trips"),
        "uses": _("Use of experience notes"),
    }
    return render_template("outcomes/outcomes.html", programme=_programme(), names=names)


@bp.get("/outcomes.xlsx")
@open_to(Audience.MEMBERS)
def workbook() -> ResponseReturnValue:
    of = _programme()
    return given_out(xlsx_file(_name(of), [sheet(of) for sheet in SHEETS.values()]))


@bp.get("/outcomes/<name>.csv")
@open_to(Audience.MEMBERS)
def table(name: str) -> ResponseReturnValue:
    of, made = _programme(), SHEETS.get(name) or abort(404)
    sheet = made(of)
    return given_out(csv_file(f"{_name(of)}-{name}", sheet.head, sheet.rows))


def _programme() -> Programme | None:
    number = request.args.get("programme", type=int)
    if number is not None:
        return db.find_or_404(queries.programme(number, me()))
    return None if me().is_staff else abort(404)


def _name(of: Programme | None) -> str:
    return f"outcomes-{of.id}" if of else "outcomes"
