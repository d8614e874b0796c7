from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.agendas import actions as agendas
from lms.agendas.actions import Entry
from lms.db import db
from lms.programmes.models import Programme, Role, Slot
from lms.study_visits import actions, queries
from lms.study_visits.models import HostConsent, StudyVisit
from lms.study_visits.policy import begun_everywhere
from tests.people import People
from tests.programmes.factories import NOW
from tests.study_visits.factories import (
    SENT,
    a_participant,
    a_visit,
    allowed,
    with_role,
)
from tests.visitor import Visitor

YESTERDAY = NOW.date() - timedelta(days=2)  # begun everywhere, whatever the hour


def place(programme: Programme, visit: StudyVisit | None = None) -> str:
    return f"/programmes/{programme.id}/visits" + (f"/{visit.id}" if visit else "")


def a_slot(programme: Programme) -> Slot:
    return db.session.scalars(queries.visiting_slots(programme)).all()[0]


def test_who_runs_the_programme_describes_a_visit_and_participants_read_it(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    ines = a_participant(programme)
    sent = SENT | {"slot_id": str(a_slot(programme).id)}
    visitor.signed_in(ines).post(place(programme), sent, status=403)
    address = visitor.signed_in(people.coordinator).post(place(programme), sent).location

    visitor.signed_in(ines).get(address)
    text = visitor.text()
    assert [
        said
        for said in ("Looms of the lake", "Gate of the market", "25 minutes", "English, Spanish")
        if said not in text
    ] == []


def test_the_contact_is_for_those_who_lead(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    visit, ines = a_visit(programme), a_participant(programme)
    leader = with_role(programme, people.trainer, Role.VISIT_LEADER)
    known = {}
    for person in (ines, leader, people.coordinator):
        visitor.signed_in(person).get(place(programme, visit))
        known[person.name] = "555 0101" in visitor.text()
    assert list(known.values()) == [False, True, True]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("host", "", "Write the name of the host."),
        ("host_kind", "", "Choose one."),
        ("slot_id", "", "Choose a part of the agenda."),
        ("travel_minutes", "601", "Write a number from 0 to 600."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    visitor: Visitor, people: People, programme: Programme, field: str, value: str, said: str
) -> None:
    sent = SENT | {"slot_id": str(a_slot(programme).id), field: value}
    visitor.signed_in(people.coordinator).post(place(programme), sent, status=422)
    assert said in visitor.text()
    assert visitor.all("input[name=meeting_point]")[0].attrs["value"] == "Gate of the market"


def test_sent_twice_it_is_one_visit_and_a_slot_holds_no_second_one(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    sent = SENT | {"slot_id": str(a_slot(programme).id)}
    visitor.signed_in(people.coordinator)
    first, second = (visitor.post(place(programme), sent).location for _ in range(2))
    assert first == second
    visitor.post(place(programme), sent | {"host": "Another yard"}, status=422)
    assert "Another visit is at this time already." in visitor.text()
    assert db.session.scalars(select(StudyVisit.host)).all() == ["Looms of the lake"]


def test_a_visit_is_not_moved_onto_another_one(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    first, second = a_visit(programme), a_visit(programme, "Dye yard", slot=4)
    sent = SENT | {"host": "Dye yard", "slot_id": str(first.slot_id)}
    visitor.signed_in(people.coordinator).post(place(programme, second), sent, status=422)
    assert "Another visit is at this time already." in visitor.text()
    visitor.post(place(programme, second), sent | {"slot_id": str(second.slot_id), "brief": "New"})
    visitor.get(place(programme, second))
    assert "New" in visitor.text()


def test_hours_are_those_of_the_last_release(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    """What is moved in the draft, and a visit in a slot that is not released, stays private."""
    ines, visit = a_participant(programme), a_visit(programme)
    slot = db.session.get_one(Slot, visit.slot_id)
    slot.starts_at, slot.venue = slot.starts_at + timedelta(hours=1), "Moved"
    new = Entry("services", "New", slot.starts_at, slot.ends_at, "", "", None, None)
    late = actions.Description(
        agendas.add(programme, new).id, "Late host", "firm", None, "", "", None, [], ""
    )
    actions.describe(programme, late, at=NOW)

    visitor.signed_in(people.coordinator).get(place(programme))
    assert ("10:00" in visitor.text(), "Late host" in visitor.text()) == (True, True)
    visitor.signed_in(ines).get(place(programme))
    assert ("10:00" in visitor.text(), "Late host" in visitor.text()) == (False, False)
    assert "Looms of the lake" in visitor.text()


@pytest.mark.parametrize(
    ("named", "day", "sees"),
    [
        (True, None, "nothing"),
        (True, NOW.date() + timedelta(days=9), "nothing"),
        (False, YESTERDAY, "that there was one"),
        (True, YESTERDAY, "whom"),
    ],
)
def test_outside_the_programme_a_visit_is_what_its_host_allows(  # cases and people
    visitor: Visitor,
    people: People,
    programme: Programme,
    named: bool,  # a case
    day: date | None,
    sees: str,
) -> None:
    visit, ines = a_visit(programme), a_participant(programme)
    allowed(visit, people.coordinator, named=named, publish_from=day)
    visitor.signed_in(ines).get(place(programme, visit))
    assert "Looms of the lake" in visitor.text()

    visitor.signed_in(people.stranger)
    visitor.get(place(programme, visit), status=404 if sees == "nothing" else 200)
    if sees != "nothing":
        assert ("Looms of the lake" in visitor.text()) == (sees == "whom")
        assert ("Forty looms" in visitor.text()) == (sees == "whom")
        assert "Gate of the market" not in visitor.text()
    visitor.get(place(programme))
    assert ("Looms of the lake" in visitor.text()) == (sees == "whom")
    assert ("Firm or network" in visitor.text()) == (sees != "nothing")


def test_where_no_host_was_asked_nothing_leaves_the_programme(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    visit, ines = a_visit(programme), a_participant(programme)
    visitor.signed_in(people.stranger).get(place(programme, visit), status=404)
    visitor.signed_in(ines).get(place(programme, visit))
    assert "The host was not asked yet" in visitor.text()


def test_a_day_begins_when_it_has_begun_everywhere() -> None:
    noon = datetime(2026, 3, 2, 11, 59, tzinfo=UTC)
    assert begun_everywhere(noon) == date(2026, 3, 1)
    assert begun_everywhere(noon + timedelta(minutes=1)) == date(2026, 3, 2)


def test_what_a_host_allowed_before_stays_noted_and_the_last_word_holds(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    visit = a_visit(programme)
    path = f"{place(programme, visit)}/consents"
    yes = {"named": "y", "publish_from": str(YESTERDAY), "given_by": "Rosa Lake"}
    visitor.signed_in(people.coordinator).post(path, {"named": "y", "given_by": ""}, status=422)
    assert "a consent is somebody’s" in visitor.text()
    visitor.post(path, yes)
    visitor.post(path, yes)  # the same again
    visitor.signed_in(people.stranger).get(place(programme, visit))

    visitor.signed_in(people.coordinator).post(path, {"given_by": "Her brother"})
    visitor.signed_in(people.stranger).get(place(programme, visit), status=404)
    visitor.signed_in(people.coordinator).get(path)
    assert "Rosa Lake" in visitor.text()
    assert db.session.scalar(select(func.count(HostConsent.id))) == 2


def test_a_list_of_many_costs_what_a_list_of_one_costs(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    ines = a_participant(programme)
    a_visit(programme)
    visitor.signed_in(ines).get(place(programme))
    one = visitor.statements
    for slot, host in ((3, "Dye yard"), (4, "Centre"), (5, "Bank")):
        a_visit(programme, host, slot=slot)
    visitor.get(place(programme))
    assert (len(visitor.all(".session-title")), visitor.statements) == (4, one)
