from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from lms.db import db
from lms.editions import actions, queries
from lms.editions.models import Enrolment, Role
from lms.editions.views import editions as list_of_editions
from lms.learning import actions as learning
from lms.learning.views import editions as views
from tests.people import People, a_person, an_edition, enrol
from tests.visitor import Visitor

IN_IT = ("trainee", "classmate", "trainer", "supervisor", "assessor", "coordinator")
NOT_IN_IT = ("stranger", "outsider", "other_coordinator")


@pytest.mark.parametrize("name", [*IN_IT, "administrator"])
@pytest.mark.parametrize("page", ["", "/people", "/days/1"])
def test_who_is_in_an_edition_sees_it(
    visitor: Visitor, people: People, name: str, page: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(f"/editions/{people.edition.id}{page}")

    assert people.edition.name in visitor.text()


@pytest.mark.parametrize("name", NOT_IN_IT)
@pytest.mark.parametrize("page", ["", "/people", "/days/1"])
def test_nobody_else_can_tell_that_it_exists(
    visitor: Visitor, people: People, name: str, page: str
) -> None:
    there = visitor.signed_in(getattr(people, name)).get(
        f"/editions/{people.edition.id}{page}", status=404
    )
    nowhere = visitor.get(f"/editions/987654{page}", status=404)

    assert there.text == nowhere.text.replace("987654", str(people.edition.id))


@pytest.mark.parametrize("page", ["", "/1", "/1/people", "/1/days/1"])
def test_a_visitor_is_asked_to_sign_in(visitor: Visitor, page: str) -> None:
    assert visitor.get(f"/editions{page}", status=303).location == f"/login?next=/editions{page}"


def test_an_ended_role_opens_nothing(visitor: Visitor, people: People, now: datetime) -> None:
    trainee = people.trainee
    actions.end(db.session.scalars(select(Enrolment)).one(), at=now)

    visitor.signed_in(trainee).get(f"/editions/{people.edition.id}", status=404)
    visitor.get("/editions")
    assert "You are in no edition" in visitor.text()


def test_the_list_holds_my_editions_and_no_others(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.outsider).get("/editions")

    assert "Another intake" in visitor.text()
    assert "Running" in visitor.text()
    assert people.edition.name not in visitor.text()


def test_an_administrator_sees_all_editions(visitor: Visitor, people: People) -> None:
    names = {people.edition.name, people.other_edition.name}

    visitor.signed_in(people.administrator).get("/editions")

    assert all(name in visitor.text() for name in names)


def test_the_list_is_paged_and_costs_the_same_for_many(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_of_editions, "PAGE", 2)
    visitor.signed_in(people.administrator)
    for name in ("First", "Second", "Third"):
        an_edition(name=name)
    pages, path, costs = [], "/editions", set()
    while path:
        visitor.get(path)
        costs.add(visitor.statements)
        pages.append([link.to_text() for link in visitor.all(".row-title a")])
        older = visitor.all("a[rel=next]")
        path = older[0].attrs["href"] if older else ""

    assert pages == [["Third", "Second"], ["First"]]
    assert costs == {3}


@pytest.mark.parametrize("mark", ["x", "2026-13-45_1", "2026-11-20_x", "2026-11-20_9999999999"])
def test_a_forged_page_mark_is_not_found(visitor: Visitor, people: People, mark: str) -> None:
    visitor.signed_in(people.administrator).get(f"/editions?before={mark}", status=404)


def test_a_trainee_sees_the_plan_the_next_step_and_what_is_left(
    visitor: Visitor, people: People
) -> None:
    people.edition.starts_on = date(2026, 11, 20)
    people.edition.ends_on = date(2027, 11, 20)

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}")

    text = visitor.text()
    for sentence in (
        "Your next step Too small, or too alone?",
        "What is left until the certificate",
        "0 of 3 lessons",
        "Day 1 Fri 20 Nov",
        "Day 2 Mon 23 Nov",
        "Nicaragua",
        "Trainees 1",
    ):
        assert sentence in text
    assert "How far the trainees are" not in text


@pytest.mark.parametrize("name", ["coordinator", "trainer", "administrator"])
def test_who_runs_it_sees_how_far_each_trainee_is(
    visitor: Visitor, people: People, trainee: Enrolment, now: datetime, name: str
) -> None:
    learning.complete(trainee, "cluster-broker/a1-1", at=now)

    visitor.signed_in(getattr(people, name)).get(f"/editions/{people.edition.id}")

    assert "Ana Example 1/3 0/2" in visitor.text()


@pytest.mark.parametrize(("name", "links"), [("coordinator", 1), ("trainer", 0)])
def test_only_who_may_open_it_is_linked_to_the_award(
    visitor: Visitor, people: People, trainee: Enrolment, name: str, links: int
) -> None:
    visitor.signed_in(getattr(people, name)).get(f"/editions/{trainee.edition_id}")

    assert len(visitor.all("table a")) == links


@pytest.mark.parametrize("name", ["classmate", "supervisor", "assessor"])
def test_nobody_else_sees_the_progress_of_others(
    visitor: Visitor, people: People, trainee: Enrolment, name: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(f"/editions/{people.edition.id}")

    assert "Ana Example" not in visitor.text()


def test_only_who_runs_it_sees_what_to_set_up(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(f"/editions/{people.edition.id}")
    assert "Enrol people" not in visitor.text()

    visitor.signed_in(people.coordinator).get(f"/editions/{people.edition.id}")
    assert "Enrol people" in visitor.text()


def test_progress_is_paged_by_name_and_costs_the_same_for_many(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    visitor.signed_in(people.coordinator)
    path = f"/editions/{people.edition.id}"
    for name in ("dora", "bela"):
        enrol(a_person(name), people.edition, Role.TRAINEE)
    visitor.get(path)
    two = visitor.statements
    twins = [a_person(f"celia{n}") for n in (1, 2)]
    for twin in twins:
        twin.name = "Celia_ Example"
        enrol(twin, people.edition, Role.TRAINEE)

    pages = []
    while path:
        visitor.get(path)
        assert visitor.statements == two
        pages.append([cell.to_text().strip() for cell in visitor.all("tbody th")])
        older = visitor.all("a[rel=next]")
        path = older[0].attrs["href"] if older else ""

    assert pages == [["Bela Example", "Celia_ Example"], ["Celia_ Example", "Dora Example"]]


def test_a_class_day_has_its_date_and_stays_in_the_edition(
    visitor: Visitor, people: People
) -> None:
    people.edition.starts_on = date(2026, 11, 20)
    people.edition.ends_on = date(2027, 11, 20)

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}/days/2")

    assert "Day 2 of 2 · Monday, 23 November 2026" in visitor.text()
    ways = [link.attrs["href"] for link in visitor.all("main .lesson-nav a")]
    assert ways == [f"/editions/{people.edition.id}/days/1", "/courses/cluster-broker/fieldwork/w1"]


@pytest.mark.parametrize("number", [0, 3, 99999999999999999999])
def test_a_day_the_course_does_not_have_is_not_found(
    visitor: Visitor, people: People, number: int
) -> None:
    visitor.signed_in(people.trainee).get(
        f"/editions/{people.edition.id}/days/{number}", status=404
    )


def test_the_trainers_script_stands_on_the_class_day_for_trainers_only(
    visitor: Visitor, people: People
) -> None:
    path = f"/editions/{people.edition.id}/days/1"
    visitor.signed_in(people.trainer).get(path)
    assert "the hidden card" in visitor.text()

    visitor.signed_in(people.trainee).get(path)
    assert "hidden card" not in visitor.text()


def test_the_present_day_is_marked(visitor: Visitor, people: People) -> None:
    zone = ZoneInfo("Pacific/Kiritimati")  # first on earth to see a new day
    people.edition.time_zone = str(zone)
    people.edition.starts_on = datetime.now(zone).date()

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}")

    marked = [line.to_text() for line in visitor.all(".plan-today .plan-note")]
    weekend = people.edition.starts_on.weekday() > 4
    assert marked == ([] if weekend else ["Today"])


def test_head_counts_leave_out_who_has_left(people: People, now: datetime) -> None:
    for name in ("trainee", "classmate", "trainer"):
        getattr(people, name)
    gone = enrol(a_person("gone"), people.edition, Role.TRAINEE)
    actions.end(gone, at=now)

    rows = list(db.session.execute(queries.head_count(people.edition)))

    assert queries.as_counts(rows) == {Role.TRAINER: 1, Role.TRAINEE: 2}
