"""Hours that are proposed to a group, and who belongs to one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lms.accounts.models import User
from lms.db import db
from lms.directory.models import Part, Seen
from lms.initiatives import actions as initiatives
from lms.initiatives.models import Role
from tests.directory.factories import shows, takes_part
from tests.experience.factories import a_project_in
from tests.initiatives.test_initiatives import a_seed, joins
from tests.meetings.factories import (
    KOLKATA,
    MANAGUA,
    NOW,
    TUESDAY,
    Three,
    a_meeting,
    on_tuesday,
    three,
)
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.visitor import Visitor


@pytest.fixture
def group(people: People) -> Three:
    return three(people)


def asked(who: list[User], days: int = 3, **other: object) -> str:
    said = {"first": TUESDAY, "last": TUESDAY + timedelta(days=days - 1), "minutes": 60} | other
    parts = [f"{name}={value}" for name, value in said.items()]
    return "&".join([*parts, *(f"who={person.id}" for person in who)])


def heads(visitor: Visitor) -> list[str]:
    return [node.to_text().rpartition(", ")[2] for node in visitor.all(".proposals h2")]


def test_the_form_begins_with_the_next_days_and_everybody(visitor: Visitor, group: Three) -> None:
    """Also whoever directs the programme."""
    visitor.signed_in(group.ravi).get(group.place)
    assert len(visitor.all("input[name=who][checked]")) == 4
    assert "No meeting yet: everybody begins at zero." in visitor.text()
    visitor.get(f"{group.place}/proposals?{asked(group.people)}")
    assert len(visitor.all(".proposals > li")) == 8


def test_each_proposal_says_what_it_asks_of_whom(visitor: Visitor, group: Three) -> None:
    """Eight in Managua is the one hour that costs one early evening and no more.

    The day stands above, and is said again of those only who have another.
    """
    visitor.signed_in(group.ines).get(f"{group.place}/proposals?{asked(group.people)}")
    assert heads(visitor)[:3] == ["08:00–09:00"] * 3
    first = [
        " ".join(node.to_text().split())
        for node in visitor.all(".proposals > li")[0].query(".clock")
    ]
    assert first[2] == "19:30–20:30 Ravi Example · Kolkata, UTC+05:30 Early or late"


def test_who_listens_hears_of_each_act_which_hour_it_is_about(
    visitor: Visitor, group: Three
) -> None:
    visitor.signed_in(group.ines).get(f"{group.place}/proposals?{asked(group.people)}")
    for card in visitor.all(".proposals > li"):
        hour = card.query("h2")[0].to_text()
        acts = [node.to_text().strip() for node in card.query(".actions .button, .actions label")]
        assert acts == [f"Fix this hour {hour}", f"Ask for it in a poll {hour}"]


def test_whoever_carried_the_odd_hours_is_spared_as_soon_as_another_can_be_asked(
    visitor: Visitor, group: Three
) -> None:
    """Ravi stays up again and again; at last it is Ines who rises at night."""
    for number in range(5):
        a_meeting(group.ref, group.people, starts_at=on_tuesday(8) + timedelta(days=7 * number))
    visitor.signed_in(group.ines).get(f"{group.place}/proposals?{asked(group.people, days=1)}")
    best = visitor.all(".proposals > li")[0]
    assert "Working hours" in best.query(".clock")[2].to_text()
    assert "Night" in best.query(".clock")[0].to_text()
    visitor.get(group.place)
    rows = [
        [" ".join(cell.to_text().split()) for cell in row.query("th, td")]
        for row in visitor.all("tbody tr")
    ]
    assert rows == [
        ["Ravi Example", "5", "5", "5", "0", "0"],
        ["Awa Example", "0", "5", "0", "0", "0"],
        ["Ines Example", "0", "5", "0", "0", "0"],
    ]


def test_the_day_after_is_marked(visitor: Visitor, group: Three) -> None:
    visitor.signed_in(group.ines)
    starts = on_tuesday(17).isoformat().replace("+", "%2B")
    visitor.get(f"{group.place}/new?starts={starts}&minutes=60")
    marks = [node.to_text() for node in visitor.all(".day-mark")]
    assert marks == ["+1"]
    assert visitor.all("#hour")[0].attrs["value"] == "17:00"
    visitor.signed_in(group.ravi).get(f"{group.place}/new?starts={starts}&minutes=60")
    assert [node.to_text() for node in visitor.all(".day-mark")] == ["−1", "−1"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first": "2020-01-01"}, "Choose a day from today on, within a year."),
        ({"last": TUESDAY - timedelta(days=1)}, "The last day comes before the first one."),
        ({"last": TUESDAY + timedelta(days=31)}, "Choose 31 days at most."),
        ({"minutes": "x"}, "Not a valid integer value."),
        ({"minutes": 0}, "Write a number of minutes from 15 to 480."),
        ({"minutes": ""}, "Write a number of minutes from 15 to 480."),
        ({"first": ""}, "Choose the day."),
    ],
)
def test_what_cannot_be_looked_for_is_named(
    visitor: Visitor, group: Three, changed: dict[str, object], sentence: str
) -> None:
    address = f"{group.place}/proposals?{asked(group.people, **changed)}"
    visitor.signed_in(group.ines).get(address, status=422)
    assert sentence in visitor.text()
    assert len(visitor.all("input[name=who][checked]")) == 3


def test_who_is_alone_or_a_stranger_is_no_group(
    visitor: Visitor, people: People, group: Three
) -> None:
    visitor.signed_in(group.ines)
    visitor.get(f"{group.place}/proposals?{asked([group.ines])}", status=422)
    assert "Choose two people at least." in visitor.text()
    visitor.get(f"{group.place}/proposals?{asked([group.ines, people.stranger])}", status=422)
    assert "Rosa" not in visitor.text()


def test_days_that_are_over_leave_no_hour(visitor: Visitor, group: Three) -> None:
    today = NOW.date()
    group.ines.time_zone = "UTC"
    address = f"{group.place}/proposals?{asked(group.people, first=today, last=today, minutes=480)}"
    visitor.signed_in(group.ines).get(address)
    starts = [node.attrs["value"] for node in visitor.all("input[name=offers]")]
    assert all(start > NOW.isoformat() for start in starts)


def test_of_an_initiative_those_meet_whose_partner_has_consented(
    visitor: Visitor, people: People
) -> None:
    """With its control: before the consent nobody of the other partner is named."""
    week = a_programme(people.administrator)
    found = {}
    for name, country in (("ines", "NI"), ("awa", "SN")):
        project, person = a_project_in(country, f"Network of {name}"), a_person(name)
        takes_part(week, person, project)
        found[name] = (project, person)
    seed = a_seed(found["ines"][1])
    joins(seed, found["ines"][0], found["ines"][1])
    other = initiatives.add_partner(seed, found["awa"][0].id, Role.PARTNER)
    place = f"/meetings/initiatives/{seed.id}"
    visitor.signed_in(found["ines"][1]).get(place)
    assert "Awa Example" not in visitor.text()
    initiatives.consent(other, by=found["awa"][1], at=NOW)
    visitor.get(place)
    assert "Awa Example" in visitor.text()
    visitor.signed_in(people.stranger).get(place, status=403)
    visitor.get(f"{place}/proposals?{asked([])}", status=403)


@pytest.mark.parametrize("part", [Part.NAME, Part.PROJECTS])
@pytest.mark.parametrize("seen", [Seen.MEMBERS, Seen.ME])
def test_of_a_project_those_are_named_who_let_it_be_known(
    visitor: Visitor, people: People, part: Part, seen: Seen
) -> None:
    project, ines, awa = a_project_in("NI", "Sweet makers"), a_person("ines"), a_person("awa")
    week = a_programme(people.administrator)
    for person in (ines, awa):
        takes_part(week, person, project)
    shows(awa, closer={part: seen})
    place = f"/meetings/projects/{project.id}"
    visitor.signed_in(ines).get(place)
    assert ("Awa Example" in visitor.text()) == (seen is Seen.MEMBERS)
    visitor.get(f"/projects/{project.id}")
    assert visitor.all(f'a[href="{place}"]')
    visitor.signed_in(people.stranger).get(place, status=403)
    visitor.get(f"/projects/{project.id}")
    assert not visitor.all(f'a[href="{place}"]')


def test_who_cannot_sign_in_is_asked_to_nothing(visitor: Visitor, group: Three) -> None:
    group.awa.suspended_at = NOW
    visitor.signed_in(group.ines).get(group.place)
    assert "Awa Example" not in visitor.text()


def test_one_page_leads_to_all_with_whom_one_meets(visitor: Visitor, group: Three) -> None:
    row = a_meeting(group.ref, group.people)
    visitor.signed_in(group.awa).get("/meetings")
    links = {node.attrs["href"] for node in visitor.all("main a")}
    assert {group.place, f"/meetings/{row.id}"} <= links


def test_somebody_alone_reads_where_groups_come_from(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get("/meetings")
    assert "Nobody to meet yet" in visitor.text()


@pytest.mark.parametrize("count", [1, 9])
def test_pages_cost_the_same_for_many(visitor: Visitor, group: Three, count: int) -> None:
    for _ in range(count):
        person = a_person(f"more-{uuid4()}")
        person.time_zone = KOLKATA
        a_meeting(group.ref, [*group.people, person])
    visitor.signed_in(group.ines)
    costs = []
    for path in ("/meetings", group.place, f"{group.place}/proposals?{asked(group.people)}"):
        visitor.get(path)
        costs.append(visitor.statements)
    assert costs == [6, 6, 5]


def test_the_finder_looks_from_the_clock_of_its_reader(visitor: Visitor, group: Three) -> None:
    """The same hours, named as each reads them."""
    found = {}
    for person in (group.ines, group.ravi):
        visitor.signed_in(person)
        visitor.get(f"{group.place}/proposals?{asked(group.people)}")
        found[person.time_zone] = heads(visitor)[0]
    assert found == {MANAGUA: "08:00–09:00", KOLKATA: "19:30–20:30"}
    db.session.rollback()


def test_who_is_alone_in_a_group_is_told_so_and_gets_no_form(
    visitor: Visitor, people: People
) -> None:
    project, ines = a_project_in("NI", "Sweet makers"), a_person("ines")
    takes_part(a_programme(people.administrator), ines, project)
    visitor.signed_in(ines).get(f"/meetings/projects/{project.id}")
    assert "Nobody else to ask yet" in visitor.text()
    assert visitor.all("main form") == []
