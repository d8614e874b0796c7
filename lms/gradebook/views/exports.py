from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock, spreadsheets
from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.catalog.find import course_or_404
from lms.db import db
from lms.documents import Document
from lms.editions.models import Edition, Role
from lms.editions.queries import people_of, trainees_in
from lms.exports.offers import Asked, Offer, answer, offer
from lms.gradebook import exporting, policy
from lms.gradebook.totals import accounts_of
from lms.gradebook.views import bp
from lms.gradebook.views.finding import the_edition_i_mark
from lms.spreadsheets import Sheet

LARGE = 500
"""Trainees; below, both files take less than half a second."""


@bp.get("/editions/<int:edition_id>/gradebook.csv")
@open_to(Audience.MEMBERS)
def gradebook_csv(edition_id: int) -> ResponseReturnValue:
    """Of everybody, in the way of the reader's own spreadsheet."""
    edition = the_edition_i_mark(edition_id)
    return answer("gradebook.csv", edition, large=_is_large(edition))


@bp.get("/editions/<int:edition_id>/gradebook.xlsx")
@open_to(Audience.MEMBERS)
def gradebook_xlsx(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_i_mark(edition_id)
    return answer("gradebook.xlsx", edition, large=_is_large(edition))


def _is_large(edition: Edition) -> bool:
    return (db.session.scalar(trainees_in(edition)) or 0) > LARGE


def _csv(user: User, edition: Edition, _asked: Asked) -> Document:
    sheet = _sheet(user, edition)
    return spreadsheets.csv_file(_name(edition), sheet.head, sheet.rows)


def _xlsx(user: User, edition: Edition, _asked: Asked) -> Document:
    assessment = course_or_404(edition.course_id).assessment
    sheets = [_sheet(user, edition), exporting.about(edition, assessment, clock.now())]
    return spreadsheets.xlsx_file(_name(edition), sheets)


def _sheet(user: User, edition: Edition) -> Sheet:
    """Drafts too, but never one's own."""
    rows = db.session.scalars(people_of(edition, Role.TRAINEE)).all()
    own = {row.id for row in rows if not policy.can_mark_person(user, row)}
    course = course_or_404(edition.course_id)
    return exporting.sheet_of(rows, accounts_of(edition, rows, course, as_trainee=own))


def _name(edition: Edition) -> str:
    return f"{_('Gradebook')} {edition.name}"


def _back(edition: Edition) -> str:
    return url_for("gradebook.gradebook", edition_id=edition.id)


for kind, make in (("gradebook.csv", _csv), ("gradebook.xlsx", _xlsx)):
    offer(kind, Offer(_l("Gradebook"), _back, policy.can_mark, make))
