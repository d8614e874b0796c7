"""Joint learning in the measured world: a programme, an initiative, two hundred notes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from lms.accounts.models import User
from lms.agendas import actions as agendas
from lms.db import db
from lms.experience import actions as experience
from lms.experience import queries
from lms.experience.actions import Written
from lms.experience.models import PARTS
from lms.initiatives import actions as initiatives
from lms.initiatives.actions import Seed
from lms.initiatives.models import Role as PartnerRole
from lms.note_comments import actions as note_comments
from lms.note_comments.actions import Place, Writing
from lms.programmes import actions as programmes
from lms.programmes.actions import Plan
from lms.programmes.models import Participation, Programme, Role, State
from tests.bench.world import NOW, SPACE, TEXT, Row, World, _write, trainee_id

FIRST = NOW.date() + timedelta(days=30)
SEATS, NOTES, COMMENTS = 30, 200, 12
COUNTRIES = ("IN", "NI", "SN", "MA", "PE", "KE")


def add(world: World) -> World:
    director = db.session.get_one(User, 2)
    programme = _programme(director)
    _write(Participation, _places(programme))
    for number in range(NOTES):
        _note(number, programme)
    for number in range(COMMENTS):
        _comment(number)
    initiative = _initiative(director, programme, world.places["project"])
    db.session.commit()
    found = {"programme": programme.id, "initiative": initiative, "note": NOTES}
    return replace(
        world, places=world.places | found, size=world.size | {"experience notes": NOTES}
    )


def _programme(director: User) -> Programme:
    plan = Plan(
        name="A week at the river quarter",
        aim=TEXT * 3,
        language="en",
        place="Bagru",
        country="IN",
        time_zone="Asia/Kolkata",
        starts_on=FIRST,
        ends_on=FIRST + timedelta(days=4),
        apply_by=FIRST - timedelta(days=10),
        seats=SEATS,
        seats_per_country=SEATS,
    )
    programme = programmes.plan(plan, by=director, at=NOW)
    programmes.open_up(programme, at=NOW)
    agendas.release(programme, note="", by=director, at=NOW)
    return programme


def _places(programme: Programme) -> Iterator[Row]:
    for number in range(SEATS):
        yield {
            "programme_id": programme.id,
            "user_id": trainee_id(number),
            "role": Role.PARTICIPANT.value,
            "state": State.CONFIRMED.value,
            "country": COUNTRIES[number % len(COUNTRIES)],
            "expects": TEXT,
            "applied_at": NOW,
            "at": NOW,
        }


def _note(number: int, programme: Programme) -> None:
    author = db.session.get_one(User, trainee_id(number))
    note = experience.begin(uuid5(SPACE, f"note {number}"), by=author, at=NOW)
    written = Written(
        title=f"What workshop {number} did with its waste",
        programme_id=programme.id,
        country=COUNTRIES[number % len(COUNTRIES)],
        consent=True,
        context=TEXT * 3,
        problem=TEXT * 3,
        action=TEXT * 3,
        result=TEXT * 3,
        transfer=TEXT * 3,
    )
    experience.publish(note, written, at=NOW)


def _comment(number: int) -> None:
    """On the last note, each by somebody else, round its parts."""
    by = db.session.get_one(User, trainee_id(number))
    note = db.session.scalars(queries.note(NOTES, by)).one()
    place, key = Place(PARTS[number % len(PARTS)], 1), uuid5(SPACE, f"comment {number}")
    note_comments.comment(note, place, Writing(key, TEXT * 2, "en"), by=by, at=NOW)


def _initiative(by: User, programme: Programme, project: int) -> int:
    seed = Seed(uuid5(SPACE, "seed"), "One dye store for two", TEXT, "en", programme.id)
    row = initiatives.begin(seed, by=by, at=NOW)
    initiatives.add_partner(row, project, PartnerRole.LEAD)
    return row.id
