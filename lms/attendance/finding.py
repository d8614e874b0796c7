"""The slot and the place of an address."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.agendas.snapshots import Item
from lms.attendance import queries
from lms.attendance.expected import standing_slots
from lms.db import db
from lms.programmes.finding import Here, the_programme, the_programme_i_run
from lms.programmes.models import Participation


class Slots(NamedTuple):
    """`items` are all of the agenda, `one` is that of the address."""

    here: Here
    items: Sequence[Item]
    one: Item


def the_slot_i_mark(programme_id: int, slot_id: int) -> Slots:
    """Of the agenda as it was released: three statements."""
    here = the_programme_i_run(programme_id)
    items = standing_slots(here.programme)
    found = next((item for item in items if item.id == slot_id), None)
    return Slots(here, items, found) if found else abort(404)


def the_place(programme_id: int, participation_id: int) -> tuple[Here, Participation]:
    """A participant, for that person and for those who run the programme."""
    here = the_programme(programme_id)
    place = db.find_or_404(queries.place(here.programme, participation_id))
    allow(here.runs or place.user_id == me().id)
    return here, place
