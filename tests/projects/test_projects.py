import pytest
from sqlalchemy import select

from lms.db import db
from lms.projects.models import Project
from tests.fieldwork.factories import a_project
from tests.people import People
from tests.visitor import Visitor

FORM = {
    "name": "Cheese makers of Valle Alto",
    "kind": "cluster",
    "place": "Valle Alto",
    "country": "NI",
    "sector": "Cheese",
    "status": "ongoing",
    "summary": "",
}


def test_a_coordinator_adds_a_cluster(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator).post("/projects", FORM)

    row = db.session.scalars(select(Project)).one()
    visitor.get(f"/projects/{row.id}")
    assert "Cheese makers of Valle Alto" in visitor.text()
    assert "Nicaragua" in visitor.text()


def test_a_cluster_added_on_the_way_leads_back_and_is_chosen(
    visitor: Visitor, people: People
) -> None:
    placement_form = f"/editions/{people.edition.id}/placements/new"
    visitor.signed_in(people.coordinator).get(placement_form)
    [link] = [
        node.attrs["href"] for node in visitor.all("main a") if "projects" in node.attrs["href"]
    ]

    visitor.get(link)
    action = visitor.all("main form")[0].attrs["action"]
    answer = visitor.post(action, FORM)

    row = db.session.scalars(select(Project)).one()
    assert answer.headers["Location"] == f"{placement_form}?project={row.id}"
    visitor.get(answer.headers["Location"])
    chosen = visitor.all("#project option[selected]")
    assert [node.attrs["value"] for node in chosen] == [str(row.id)]


@pytest.mark.parametrize("who", ["trainee", "supervisor", "trainer", "stranger"])
def test_others_read_but_do_not_add(visitor: Visitor, people: People, who: str) -> None:
    project = a_project()
    visitor.signed_in(getattr(people, who))

    visitor.get(f"/projects/{project.id}")
    visitor.get("/projects/new", status=403)
    visitor.post("/projects", FORM, status=403)

    assert db.session.scalars(select(Project.id)).all() == [project.id]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Write a name."),
        ("kind", "", "Choose one."),
        ("place", "", "Write the town or region."),
        ("country", "XX", "Not a valid choice"),
        ("sector", "", "Write what the firms make or sell."),
        ("summary", "x" * 801, "Shorten this to 800"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(
    visitor: Visitor, people: People, field: str, value: str, sentence: str
) -> None:
    form = FORM | {field: value}
    visitor.signed_in(people.coordinator).post("/projects", form, status=422)

    assert sentence in visitor.text()
    kept = "place" if field != "place" else "name"
    assert FORM[kept] in visitor.page.to_html()
    assert db.session.scalars(select(Project)).all() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    for number in range(count):
        a_project(f"Cluster {number}")

    visitor.signed_in(people.trainee).get("/projects")

    assert len(visitor.all("ul.rows > li")) == count
    assert visitor.statements == 3


def test_a_long_list_is_read_by_country_and_name_there_and_back(
    visitor: Visitor, people: People
) -> None:
    for number in range(45):
        row = a_project(f"Cluster_{number:02}")
        row.country = "BO" if number % 2 else "IN"
    shown: list[list[str]] = []

    visitor.signed_in(people.trainee).get("/projects")
    for way in ("next", "next", "prev", "prev"):
        shown.append([link.to_text() for link in visitor.all("main a.row-link")])
        visitor.get(visitor.all(f'main a[rel="{way}"]')[0].attrs["href"])
        assert visitor.statements == 3

    in_order = [f"Cluster_{number:02}" for first in (1, 0) for number in range(first, 45, 2)]
    assert shown[0] + shown[1] + shown[2] == in_order
    assert shown[3] == shown[1]
    assert [link.to_text() for link in visitor.all("main a.row-link")] == shown[0]
    assert not visitor.all('main a[rel="prev"]')
