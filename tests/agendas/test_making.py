from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from lms.agendas import actions, snapshots
from lms.agendas.actions import NothingToReleaseError
from lms.agendas.telling import RELEASED
from lms.db import db
from lms.notifications.models import Notice
from lms.programmes import actions as programmes
from lms.programmes import places, queries
from lms.programmes.models import Programme
from tests.agendas.factories import a_slot, entry, released
from tests.people import People
from tests.programmes.factories import FIRST_DAY, NOW, PLAN, SENT, a_programme, applies
from tests.visitor import Visitor

SLOT = {
    "title": "Talk with the dye master",
    "component": "entrepreneurs",
    "date": str(FIRST_DAY),
    "starts": "18:00",
    "minutes": "60",
    "venue": "Yard",
    "track": "",
    "lead_id": "0",
    "capacity": "",
}


@pytest.fixture
def programme(people: People) -> Programme:
    return a_programme(people.coordinator)


def told() -> list[int]:
    query = select(Notice.user_id).where(Notice.kind == RELEASED).order_by(Notice.user_id)
    return list(db.session.scalars(query))


def test_what_is_edited_is_private_until_it_is_released(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    place = f"/programmes/{programme.id}"
    visitor.signed_in(people.coordinator).post(f"{place}/releases", {"note": ""})
    visitor.post(f"{place}/slots", SLOT)
    visitor.get(f"{place}/slots")
    assert "Talk with the dye master" in visitor.text()
    assert "1 change is not released yet." in visitor.text()

    visitor.signed_in(people.trainee).get(f"{place}/agenda")
    assert "Panel of institutions" in visitor.text()
    assert "Talk with the dye master" not in visitor.text()
    visitor.get(f"{place}/slots", status=403)

    visitor.signed_in(people.coordinator).post(f"{place}/releases", {"note": "Bring an apron."})
    visitor.signed_in(people.trainee).get(f"{place}/agenda")
    assert "Talk with the dye master" in visitor.text()
    visitor.get(f"{place}/agenda/releases/2")
    assert "Bring an apron." in visitor.text()
    assert "Panel of institutions" not in visitor.text()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Say in a few words what happens."),
        ("date", str(FIRST_DAY + timedelta(days=9)), "Check the day."),
        ("minutes", "5", "It lasts between 10 and 720 minutes."),
        ("starts", "", "Write the hour"),
        ("capacity", "0", "Write a number from 1 to 200."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    visitor: Visitor, people: People, programme: Programme, field: str, value: str, said: str
) -> None:
    visitor.signed_in(people.coordinator)
    visitor.post(f"/programmes/{programme.id}/slots", SLOT | {field: value}, status=422)
    assert said in visitor.text()
    assert visitor.all("input[name=venue]")[0].attrs["value"] == "Yard"


def test_an_hour_that_the_clocks_of_the_place_leave_out_is_named(
    visitor: Visitor, people: People
) -> None:
    """Between two and three in the night in which they go forward; an hour later is one."""
    rome = ZoneInfo("Europe/Rome")
    days = (FIRST_DAY + timedelta(days=number) for number in range(400))
    night = next(day for day in days if length_of(day, rome) == timedelta(hours=23))
    plan = replace(PLAN, time_zone=rome.key, starts_on=night, ends_on=night + timedelta(days=4))
    place = f"/programmes/{programmes.plan(plan, by=people.coordinator, at=NOW).id}"
    visitor.signed_in(people.coordinator)
    slot = SLOT | {"date": str(night)}
    visitor.post(f"{place}/slots", slot | {"starts": "02:30"}, status=422)
    assert "the clocks go forward over this hour. Choose another one." in visitor.text()
    assert visitor.all("#starts")[0].attrs["value"] == "02:30"
    visitor.post(f"{place}/slots", slot | {"starts": "03:30"})


def length_of(day: date, zone: ZoneInfo) -> timedelta:
    begin, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return end.astimezone(UTC) - begin.astimezone(UTC)


def test_changes_are_told_apart(people: People, programme: Programme) -> None:
    gone, late, elsewhere = (a_slot(programme, title) for title in ("Gone", "Late", "Elsewhere"))
    before = actions.draft(programme)
    actions.cancel(gone, at=NOW)
    late_entry = entry(programme, "Late")
    actions.change(late, replace(late_entry, ends_at=late_entry.ends_at + timedelta(minutes=15)))
    actions.change(elsewhere, entry(programme, "Elsewhere", venue="The yard"))
    a_slot(programme, "New")
    found = snapshots.changes(before, actions.draft(programme))
    assert [item.title for item in found.new] == ["New"]
    assert [now.title for _before, now in found.moved] == ["Late"]
    assert [now.title for _before, now in found.changed] == ["Elsewhere"]
    assert [item.title for item in found.cancelled] == ["Gone"]


def test_a_release_says_what_the_one_before_did_not(people: People, programme: Programme) -> None:
    released(programme, people)
    with pytest.raises(NothingToReleaseError):
        actions.release(programme, note="", by=people.coordinator, at=NOW)
    slot = a_slot(programme)
    assert released(programme, people).number == 2
    actions.cancel(slot, at=NOW)
    third = snapshots.read(released(programme, people).slots)
    assert [item.title for item in third if item.cancelled] == ["Dye yard"]


def test_only_those_are_told_whom_it_touches(people: People, programme: Programme) -> None:
    """Ines has a seat in the small group, Juan has none; the panel is everybody's."""
    ines, juan = (applies(programme, name, "NI") for name in ("ines", "juan"))
    for row in (ines, juan):
        places.confirm(programme, row, at=NOW)
    small = a_slot(programme, "Small group", capacity=5)
    released(programme, people)
    everybody = {people.coordinator.id, ines.user_id, juan.user_id}
    assert set(told()) == everybody

    actions.take_seat(small, by=ines.user, at=NOW)
    actions.change(small, entry(programme, "Small group", capacity=5, venue="Shade"))
    released(programme, people)
    assert sorted(told()) == sorted([*everybody, ines.user_id])

    panel = db.session.scalars(queries.slots(programme)).all()[0]
    actions.cancel(panel, at=NOW)
    released(programme, people)
    assert sorted(told()) == sorted([*everybody, ines.user_id, *everybody])


def test_two_at_once_in_one_room_are_told_and_not_forbidden(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    a_slot(programme, "First", venue="Hall")
    a_slot(programme, "Second", venue="Hall", track="B")
    a_slot(programme, "Third", venue="Yard", lead_id=people.coordinator.id)
    a_slot(programme, "Fourth", lead_id=people.coordinator.id)
    pairs = [(one.title, other.title) for one, other in snapshots.clashes(actions.draft(programme))]
    assert pairs == [("First", "Second"), ("Third", "Fourth")]
    visitor.signed_in(people.coordinator).get(f"/programmes/{programme.id}/slots")
    assert "At the same time in one room, or with one person" in visitor.text()

    path, fifth = f"/programmes/{programme.id}/slots", SLOT | {"title": "Fifth", "venue": "Hall"}
    visitor.post(path, fifth)
    visitor.post(path, fifth | {"title": "Sixth"})
    pairs = [(one.title, other.title) for one, other in snapshots.clashes(actions.draft(programme))]
    assert ("Fifth", "Sixth") in pairs


def test_another_zone_asks_what_stays(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    path, moved = f"/programmes/{programme.id}", SENT | {"time_zone": "Asia/Kolkata"}
    visitor.signed_in(people.coordinator).post(path, moved, status=422)
    assert "choose below what stays" in visitor.text()
    assert [row.attrs["value"] for row in visitor.all("input[name=keeps]")] == ["wall", "instant"]

    before = [slot.starts_at for slot in db.session.scalars(queries.slots(programme))]
    visitor.post(path, moved | {"keeps": "instant"})
    programme = db.session.get_one(Programme, programme.id)
    assert [slot.starts_at for slot in db.session.scalars(queries.slots(programme))] == before

    visitor.post(path, SENT | {"time_zone": "Africa/Dakar", "keeps": "wall"})
    programme = db.session.get_one(Programme, programme.id)
    first = db.session.scalars(queries.slots(programme)).first()
    assert first is not None
    assert first.starts_at != before[0]


def test_hours_of_the_wall_stay_on_the_wall(people: People, programme: Programme) -> None:
    plan = replace(PLAN, time_zone="Asia/Kolkata")
    programmes.change(programme, plan, programmes.Keeps.WALL)
    first = db.session.scalars(queries.slots(programme)).all()[0]
    begins = first.starts_at.astimezone(programme.zone)
    assert (begins.date(), begins.time(), programme.time_zone) == (
        FIRST_DAY,
        time(9),
        "Asia/Kolkata",
    )
