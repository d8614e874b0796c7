"""The list of people, and the same as a table to take along."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.accounts.session import me_or_none
from lms.db import db
from lms.directory import queries
from lms.directory.finding import Card, cards
from lms.directory.forms import FilterForm
from lms.directory.views import bp
from lms.directory.visibility import Viewer
from lms.directory.vocabulary import tongues
from lms.documents import given_out
from lms.i18n import country_name
from lms.paging import page_of
from lms.projects import queries as projects
from lms.spreadsheets import csv_file

PAGE = 20
MOST_IN_FILE = 2000
ORDER = (User.name, User.id)


@bp.get("/people")
@open_to(Audience.EVERYONE)
def people() -> ResponseReturnValue:
    """By name. A visitor finds those who let everybody see theirs."""
    viewer, form = Viewer(me_or_none()), _form()
    found = page_of(
        queries.people(viewer, form.asked), ORDER, lambda row: (row.name, row.id), most=PAGE
    )
    return render_template(
        "directory/people.html",
        page=found,
        cards=cards([row.id for row in found.rows], viewer),
        number=db.session.scalar(queries.how_many(viewer, form.asked)),
        form=form,
        tongue=dict(tongues()),
    )


@bp.get("/people.csv")
@open_to(Audience.MEMBERS)
def people_file() -> ResponseReturnValue:
    """What the page shows, with no more in it than there."""
    viewer, form = Viewer(me_or_none()), _form()
    rows = db.session.scalars(
        queries.people(viewer, form.asked).order_by(*ORDER).limit(MOST_IN_FILE)
    ).all()
    head = [_("Name"), _("Country"), _("Organisation"), _("Clusters and networks")]
    head += [_("Reads"), _("Writes"), _("Can show"), _("Looks for")]
    table = [_in_columns(card) for card in cards([row.id for row in rows], viewer)]
    return given_out(csv_file("people", head, table))


def _in_columns(card: Card) -> list[str]:
    called = dict(tongues())
    return [
        card.name,
        country_name(card.country),
        card.organisation,
        "; ".join(row.name for row in card.projects),
        ", ".join(called.get(code, code) for code in card.reads),
        ", ".join(called.get(code, code) for code in card.writes),
        "; ".join(line.text for line in card.offers),
        "; ".join(line.text for line in card.needs),
    ]


def _form() -> FilterForm:
    """Projects are for members, so a visitor cannot ask for one."""
    rows = db.session.scalars(projects.projects()).all() if me_or_none() else []
    return FilterForm(request.args, projects=rows)
