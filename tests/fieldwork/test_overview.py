from datetime import UTC, datetime, timedelta

import pytest

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.placements.models import Placement, SupervisorAssignment
from tests.fieldwork.factories import a_placement, a_project, an_entry, rules
from tests.people import People, a_person, enrol, today
from tests.visitor import Visitor

MANY = 60


def many_placements(people: People, count: int = MANY) -> None:
    """One after the other by name; the first half began two weeks ago, the others today."""
    at, project = datetime.now(UTC), a_project()
    for number in range(count):
        begun = today() - timedelta(days=14 + number if number < count // 2 else 0)
        user = User(email=f"t{number}@people.example", name=f"Trainee {number:03}", created_at=at)
        enrolment = Enrolment(
            user=user, edition=people.edition, role=Role.TRAINEE.value, created_at=at
        )
        placement = Placement(
            enrolment=enrolment,
            project=project,
            requirement_set=rules(),
            starts_on=begun,
            ends_on=begun + timedelta(days=83),
            created_at=at,
        )
        db.session.add(
            SupervisorAssignment(placement=placement, user=people.supervisor, from_on=begun)
        )
    db.session.commit()


def names(visitor: Visitor) -> list[str]:
    return [link.to_text().strip() for link in visitor.all("main a.row-link")]


def walk(visitor: Visitor, way: str) -> list[list[str]]:
    """The names on this page and on all that follow in that direction."""
    pages = [names(visitor)]
    while links := visitor.all(f'main a[rel="{way}"]'):
        visitor.get(links[0].attrs["href"])
        pages.append(names(visitor))
    return pages


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "assessor", "administrator"])
def test_all_are_read_by_name_a_page_at_a_time_there_and_back(
    visitor: Visitor, people: People, who: str
) -> None:
    many_placements(people)
    everybody = [f"Trainee {number:03}" for number in range(MANY)]

    visitor.signed_in(getattr(people, who)).get("/fieldwork")
    there = walk(visitor, "next")
    back = walk(visitor, "prev")

    assert [name for page in there for name in page] == everybody
    assert [len(page) for page in there] == [20, 20, 20]
    assert back == there[::-1]


def test_people_of_the_same_name_are_neither_lost_nor_shown_twice(
    visitor: Visitor, people: People
) -> None:
    many_placements(people, 45)
    for user in db.session.query(User).filter(User.name.like("Trainee%")):
        user.name = "Lucía_Pérez"

    visitor.signed_in(people.supervisor).get("/fieldwork")
    numbers: list[str] = []
    while True:
        numbers += [link.attrs["href"] for link in visitor.all("main a.row-link")]
        if not (links := visitor.all('main a[rel="next"]')):
            break
        visitor.get(links[0].attrs["href"])

    assert len(numbers) == len(set(numbers)) == 45


def test_those_behind_are_counted_and_listed_the_furthest_first(
    visitor: Visitor, people: People
) -> None:
    many_placements(people)

    visitor.signed_in(people.supervisor).get("/fieldwork?show=behind")
    assert "30 trainees are behind the plan" in visitor.text()
    there = walk(visitor, "next")

    furthest_first = [f"Trainee {number:03}" for number in range(MANY // 2 - 1, -1, -1)]
    assert [name for page in there for name in page] == furthest_first
    assert walk(visitor, "prev") == there[::-1]


def test_the_badge_and_the_list_of_those_behind_say_the_same(
    visitor: Visitor, people: People
) -> None:
    a_placement(people)  # two weeks without an entry
    late = a_person("dora")
    working, gone = a_person("bella"), a_person("celia")
    for person in (late, working, gone):
        enrol(person, people.edition, Role.TRAINEE)
    a_placement(people, trainee=late, days_ago=20)
    a_placement(people, trainee=gone, state="terminated")
    hours = a_placement(people, trainee=working)
    for day in range(1, 6):
        an_entry(hours, state="submitted", minutes=480, activity_date=today() - timedelta(days=day))

    visitor.signed_in(people.supervisor).get("/fieldwork")
    rows = {row.query("a.row-link")[0].to_text(): row for row in visitor.all("ul.rows > li")}
    marked = [name for name, row in rows.items() if "behind" in row.to_text()]
    visitor.get("/fieldwork?show=behind")

    assert list(rows) == ["Ana Example", "Bella Example", "Celia Example", "Dora Example"]
    assert marked == ["Ana Example", "Dora Example"]
    assert names(visitor) == ["Dora Example", "Ana Example"]
    assert "2 trainees are behind the plan" in visitor.text()


def test_nobody_behind_is_said_and_leads_back_to_all(visitor: Visitor, people: People) -> None:
    a_placement(people, days_ago=0)

    visitor.signed_in(people.supervisor).get("/fieldwork?show=behind")

    assert "Nobody at the moment." in visitor.text()
    assert visitor.all('main a[href="/fieldwork"]')


def test_only_those_one_follows_are_listed_behind(visitor: Visitor, people: People) -> None:
    many_placements(people, 4)

    for person, seen in ((people.other_supervisor, 0), (people.stranger, 0), (people.assessor, 2)):
        visitor.signed_in(person).get("/fieldwork?show=behind")
        assert len(names(visitor)) == seen


@pytest.mark.parametrize("count", [3, MANY])
def test_the_page_costs_the_same_for_many_as_for_few(
    visitor: Visitor, people: People, count: int
) -> None:
    many_placements(people, count)
    visitor.signed_in(people.supervisor)

    visitor.get("/fieldwork")
    assert visitor.statements == 4
    visitor.get("/fieldwork?show=behind")
    assert visitor.statements == 5


@pytest.mark.parametrize(
    "question",
    [
        "after=x",
        "after=1",
        "after=9999999999_Ana",
        "after=1_Zzz",
        "show=behind&from=x",
        "show=behind&from=20",
    ],
)
def test_an_address_that_leads_nowhere_is_no_page(
    visitor: Visitor, people: People, question: str
) -> None:
    a_placement(people)

    visitor.signed_in(people.supervisor).get(f"/fieldwork?{question}", status=404)
