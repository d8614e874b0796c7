"""Who is told what about places in a programme."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.db import db
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.programmes import queries
from lms.programmes.models import Participation, Programme, State

PLACE, LEFT = "programme_place", "programme_left"


def tell_of_place(programme: Programme, row: Participation, *, at: datetime) -> None:
    """The person, where others decided; the directors, where the person did."""
    about = {"programme": programme.name, "state": row.state, "name": row.user.name}
    href = f"/programmes/{programme.id}"
    if row.state in {State.DECLINED, State.WITHDRAWN}:
        people = db.session.scalars(queries.directors(programme)).all()
        tell(people, LEFT, category=Category.WORK, about=about, href=f"{href}/people", at=at)
    else:
        category = Category.WORK
        tell([row.user], PLACE, category=category, about=about, href=href, at=at, urgent=True)


@says(PLACE)
def place_in_words(about: Mapping[str, Any]) -> str:
    said = {
        State.INVITED: _("You are invited to %(programme)s", programme=about["programme"]),
        State.CONFIRMED: _("You have a place in %(programme)s", programme=about["programme"]),
        State.WAITING: _(
            "You are on the waiting list of %(programme)s", programme=about["programme"]
        ),
        State.REFUSED: _(
            "There is no place for you in %(programme)s this time", programme=about["programme"]
        ),
    }
    return said[State(about["state"])]


@says(LEFT)
def left_in_words(about: Mapping[str, Any]) -> str:
    return _(
        "%(name)s does not come to %(programme)s", name=about["name"], programme=about["programme"]
    )
