"""Who was there is marked from one page, for thirty people and by two hands."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.agendas import actions as agendas
from lms.attendance.models import SlotMark
from lms.db import db
from lms.programmes import places, queries
from lms.programmes.models import Participation, Programme, Role, Slot
from tests.agendas.factories import entry
from tests.attendance.factories import a_held_week, comes, person_of, slots_of
from tests.people import People, a_person
from tests.programmes.factories import NOW, a_programme
from tests.visitor import Visitor


@pytest.fixture
def programme(people: People) -> Programme:
    return a_held_week(people.coordinator)


@pytest.fixture
def monday(programme: Programme) -> Slot:
    return slots_of(programme)[0]


def address(programme: Programme, slot: Slot) -> str:
    return f"/programmes/{programme.id}/slots/{slot.id}/attendance"


def controls(visitor: Visitor) -> dict[str, str]:
    found = {"shown": visitor.all("input[name=shown]")[0].attrs["value"] or ""}
    for radio in visitor.all("input[type=radio]"):
        if "checked" in radio.attrs:
            found[radio.attrs["name"]] = radio.attrs["value"]
    return found


def register(slot: Slot) -> dict[int, str]:
    rows = db.session.scalars(select(SlotMark).where(SlotMark.slot_id == slot.id))
    return {row.participation_id: row.status for row in rows}


def attended(programme: Programme) -> set[int]:
    query = select(Participation.id).where(
        Participation.programme_id == programme.id, Participation.attended_at.is_not(None)
    )
    return set(db.session.scalars(query))


def test_thirty_with_two_exceptions_are_one_form(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    class_ = [comes(programme, f"person{number:02}") for number in range(30)]
    visitor.signed_in(people.coordinator).get(address(programme, monday))
    form = controls(visitor)
    assert list(form.values()).count("present") == 30
    visitor.post(
        address(programme, monday),
        form | {f"mark-{class_[4].id}": "absent", f"mark-{class_[9].id}": "late"},
    )
    found = register(monday)
    assert (found[class_[4].id], found[class_[9].id]) == ("absent", "late")
    assert list(found.values()).count("present") == 28
    assert attended(programme) == {row.id for row in class_} - {class_[4].id}


def test_one_press_marks_a_day_and_leaves_what_was_marked(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    ines, awa = comes(programme, "ines"), comes(programme, "awa", "SN")
    visitor.signed_in(people.coordinator)
    shown = f"{ines.id}.0.-.- {awa.id}.0.-.-"
    visitor.post(address(programme, monday), {"shown": shown, f"mark-{ines.id}": "absent"})
    day = monday.starts_at.astimezone(programme.zone).date()
    visitor.post(f"/programmes/{programme.id}/attendance/{day}/everyone")
    afternoon = slots_of(programme)[1]
    assert register(monday) == {ines.id: "absent", awa.id: "present"}
    assert register(afternoon) == {ines.id: "present", awa.id: "present"}
    assert register(slots_of(programme)[2]) == {}


def test_who_has_a_seat_is_expected_where_seats_are_few(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    ines, awa = comes(programme, "ines"), comes(programme, "awa", "SN")
    first, last = monday.starts_at, monday.ends_at
    agendas.change(monday, entry(programme, starts_at=first, ends_at=last, capacity=1))
    for minute, row in enumerate((awa, ines)):
        agendas.take_seat(monday, by=row.user, at=NOW + timedelta(minutes=minute))
    agendas.release(programme, note="", by=people.coordinator, at=NOW)
    db.session.commit()
    visitor.signed_in(people.coordinator).get(address(programme, monday))
    assert controls(visitor).get(f"mark-{awa.id}") == "present"
    assert f"mark-{ines.id}" not in controls(visitor)


def test_where_things_run_side_by_side_nobody_is_proposed(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    comes(programme, "ines")
    agendas.add(programme, entry(programme, starts_at=monday.starts_at, ends_at=monday.ends_at))
    agendas.release(programme, note="", by=people.coordinator, at=NOW)
    db.session.commit()
    visitor.signed_in(people.coordinator).get(address(programme, monday))
    assert set(controls(visitor)) == {"shown"}


def test_two_hands_that_disagree_are_shown_both_and_nothing_is_lost(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    ines = comes(programme, "ines")
    other = a_person("dora")
    row = places.invite(programme, other, Role.DIRECTOR, at=NOW)
    places.confirm(programme, row, at=NOW)
    db.session.commit()
    path = address(programme, monday)
    visitor.signed_in(people.coordinator).get(path)
    form = controls(visitor)
    visitor.signed_in(other).post(path, form | {f"mark-{ines.id}": "late"})
    visitor.signed_in(people.coordinator).post(
        path, form | {f"mark-{ines.id}": "absent"}, status=409
    )
    assert "Somebody marked the same people while you did" in visitor.text()
    assert register(monday) == {ines.id: "late"}
    visitor.post(path, controls(visitor))
    assert register(monday) == {ines.id: "absent"}
    assert attended(programme) == set()


def test_what_has_not_begun_is_not_marked(visitor: Visitor, people: People) -> None:
    later = a_programme(people.coordinator)
    agendas.release(later, note="", by=people.coordinator, at=NOW)
    row = comes(later, "ines")
    slot = slots_of(later)[0]
    visitor.signed_in(people.coordinator).get(address(later, slot))
    assert "This has not begun" in visitor.text()
    visitor.post(address(later, slot), {"shown": "", f"mark-{row.id}": "present"}, status=403)
    assert register(slot) == {}


def test_who_does_not_run_it_marks_and_reads_nothing(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    ines, awa = comes(programme, "ines"), comes(programme, "awa", "SN")
    outsider = a_person("otto")
    a_held_week(outsider, name="Another week")
    sent = {"shown": "", f"mark-{ines.id}": "present"}
    for person in (person_of(ines), outsider):
        visitor.signed_in(person).get(f"/programmes/{programme.id}/attendance", status=403)
        visitor.post(address(programme, monday), sent, status=403)
    visitor.signed_in(person_of(ines))
    visitor.get(f"/programmes/{programme.id}/people/{ines.id}/attendance")
    visitor.get(f"/programmes/{programme.id}/people/{awa.id}/attendance", status=403)
    assert register(monday) == {}


def test_a_slot_of_another_programme_is_not_here(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    other = a_held_week(people.coordinator, name="Another week")
    visitor.signed_in(people.coordinator)
    visitor.get(address(programme, slots_of(other)[0]), status=404)
    stranger = comes(other, "ines")
    visitor.get(f"/programmes/{programme.id}/people/{stranger.id}/attendance", status=404)


def test_a_made_up_place_in_the_form_changes_nothing(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    other = a_held_week(people.coordinator, name="Another week")
    stranger = comes(other, "ines")
    sent = {"shown": "", f"mark-{stranger.id}": "present"}
    visitor.signed_in(people.coordinator).post(address(programme, monday), sent)
    assert register(monday) == {}


def test_a_place_is_taken_part_in_once_marked_and_the_person_reads_it(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    ines = comes(programme, "ines")
    visitor.signed_in(people.coordinator).get(address(programme, monday))
    visitor.post(address(programme, monday), controls(visitor) | {f"mark-{ines.id}": "late"})
    visitor.signed_in(person_of(ines)).get(f"/programmes/{programme.id}")
    assert "You: Took part" in visitor.text()
    visitor.get(visitor.all("main a[href$=attendance]")[0].attrs["href"] or "")
    assert "Late" in visitor.text()
    row = db.session.scalars(queries.place_of(person_of(ines), programme.id)).one()
    assert row.state == "confirmed"


def test_the_overview_costs_the_same_for_three_people_as_for_thirty(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    path = f"/programmes/{programme.id}/attendance"
    for number in range(3):
        comes(programme, f"person{number:02}")
    visitor.signed_in(people.coordinator).get(path)
    few = visitor.statements
    for number in range(3, 30):
        comes(programme, f"person{number:02}")
    day = monday.starts_at.astimezone(programme.zone).date()
    visitor.post(f"/programmes/{programme.id}/attendance/{day}/everyone")
    assert visitor.statements <= 14
    visitor.get(path)
    assert (len(visitor.all("tbody tr")), visitor.statements) == (30, few)
    assert few <= 8


def test_the_sheet_has_a_line_for_each_and_some_to_spare(
    visitor: Visitor, people: People, programme: Programme, monday: Slot
) -> None:
    comes(programme, "ines")
    day = monday.starts_at.astimezone(programme.zone).date()
    visitor.signed_in(people.coordinator).get(f"/programmes/{programme.id}/attendance/{day}/sheet")
    assert len(visitor.all("tbody tr")) == 1 + 3
    visitor.get(f"/programmes/{programme.id}/attendance/2020-01-01/sheet", status=404)
    visitor.get(f"/programmes/{programme.id}/attendance/today/sheet", status=404)
