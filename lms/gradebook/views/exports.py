from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, spreadsheets
from lms.accounts.access import Audience, open_to
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions.models import Edition, Role
from lms.editions.queries import people_of
from lms.gradebook import exporting
from lms.gradebook.views import bp
from lms.gradebook.views.finding import accounts_for_me, the_edition_i_mark
from lms.spreadsheets import Sheet


@bp.get("/editions/<int:edition_id>/gradebook.csv")
@open_to(Audience.MEMBERS)
def gradebook_csv(edition_id: int) -> ResponseReturnValue:
    """Of everybody, in the way of the reader's own spreadsheet."""
    edition = the_edition_i_mark(edition_id)
    sheet = _sheet(edition)
    return spreadsheets.csv_file(_name(edition), sheet.head, sheet.rows)


@bp.get("/editions/<int:edition_id>/gradebook.xlsx")
@open_to(Audience.MEMBERS)
def gradebook_xlsx(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_i_mark(edition_id)
    assessment = course_or_404(edition.course_id).assessment
    sheets = [_sheet(edition), exporting.about(edition, assessment, clock.now())]
    return spreadsheets.xlsx_file(_name(edition), sheets)


def _sheet(edition: Edition) -> Sheet:
    rows = db.session.scalars(people_of(edition, Role.TRAINEE)).all()
    return exporting.sheet_of(rows, accounts_for_me(edition, rows))


def _name(edition: Edition) -> str:
    return f"{_('Gradebook')} {edition.name}"
