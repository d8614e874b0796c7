"""A coordinator opens an edition from a course, with its timetable, in one form."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.jobs.models import Job
from tests.people import People, a_person, enrol
from tests.visitor import Visitor

NEW: dict[str, Any] = {
    "course_id": "cluster-broker",
    "name": "Cluster brokers, Masaya 2027",
    "starts_on": "2027-02-01",
    "ends_on": "",
    "starts": "08:30",
    "room": "Casa de la Cultura",
    "off": "",
    "language": "es",
    "country": "NI",
    "time_zone": "America/Managua",
}


def editions() -> list[Edition]:
    return list(db.session.scalars(select(Edition).order_by(Edition.id)))


def sessions_of(edition: Edition) -> list[ClassSession]:
    query = select(ClassSession).where(ClassSession.edition_id == edition.id)
    return list(db.session.scalars(query.order_by(ClassSession.starts_at)))


def days_of(edition: Edition) -> list[date]:
    """On which dates it has class, on the clock of the class."""
    return [row.starts_at.astimezone(row.zone).date() for row in sessions_of(edition)]


@pytest.mark.parametrize("name", ["coordinator", "administrator"])
def test_staff_open_an_edition_and_coordinate_it(
    visitor: Visitor, people: People, name: str
) -> None:
    person = getattr(people, name)
    visitor.signed_in(person).get("/editions/new")

    response = visitor.post("/editions", NEW)

    made = editions()[-1]
    assert response.location == f"/editions/{made.id}/people"
    assert (made.course_id, made.name, made.starts_on) == (
        "cluster-broker",
        "Cluster brokers, Masaya 2027",
        date(2027, 2, 1),
    )
    assert (made.language, made.country, made.time_zone) == ("es", "NI", "America/Managua")
    rows = db.session.scalars(select(Enrolment).where(Enrolment.edition_id == made.id)).all()
    assert [(row.user_id, row.role) for row in rows] == [(person.id, "coordinator")]


def test_its_timetable_and_its_end_are_made_from_the_course(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.coordinator).post("/editions", NEW)

    made = editions()[-1]
    first, last = days_of(made)[0], days_of(made)[-1]
    assert (len(days_of(made)), first, last) == (10, date(2027, 2, 1), date(2027, 2, 12))
    held = sessions_of(made)[0]
    assert held.starts_at == datetime(2027, 2, 1, 14, 30, tzinfo=UTC)
    assert (held.minutes, held.room, held.day) == (360, "Casa de la Cultura", "cluster-broker/a1")
    assert made.ends_on == date(2027, 3, 28), "six weeks from the Monday after the class"


def test_class_days_go_around_weekends_and_days_off(visitor: Visitor, people: People) -> None:
    off = "1/2/2027\n3.2.2027 – 4.2.2027 Fiestas\n2027-02-15"
    visitor.signed_in(people.coordinator).post("/editions", NEW | {"off": off})

    made = editions()[-1]
    assert made.starts_on == date(2027, 2, 2), "the first day that is free"
    assert [day.day for day in days_of(made)] == [2, 5, 8, 9, 10, 11, 12, 16, 17, 18]
    assert [(first.day, last.day) for first, last in made.off] == [(1, 1), (3, 4), (15, 15)]


def test_a_date_that_was_written_wins_over_the_plan(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator).post("/editions", NEW | {"ends_on": "2027-04-30"})

    assert editions()[-1].ends_on == date(2027, 4, 30)


def test_supervisors_of_my_other_editions_are_a_tick_away(visitor: Visitor, people: People) -> None:
    known, elsewhere = people.supervisor, a_person("sol")
    enrol(elsewhere, people.other_edition, Role.SUPERVISOR)
    visitor.signed_in(people.coordinator).get("/editions/new")
    assert known.name in visitor.text()
    assert elsewhere.name not in visitor.text(), "whom a coordinator does not work with"

    visitor.post("/editions", NEW | {"supervisors": [str(known.id)]})

    made = editions()[-1]
    rows = db.session.scalars(select(Enrolment).where(Enrolment.edition_id == made.id))
    assert sorted(row.role for row in rows) == ["coordinator", "supervisor"]
    (letter,) = db.session.scalars(select(Job)).all()
    assert letter.payload["to"] == known.email
    assert made.name in letter.payload["body"]


def test_a_supervisor_of_others_cannot_be_chosen_by_number(
    visitor: Visitor, people: People
) -> None:
    elsewhere = a_person("sol")
    enrol(elsewhere, people.other_edition, Role.SUPERVISOR)

    visitor.signed_in(people.coordinator)
    visitor.post("/editions", NEW | {"supervisors": [str(elsewhere.id)]})

    assert len(db.session.scalars(select(Enrolment).filter_by(user_id=elsewhere.id)).all()) == 1


def test_a_double_click_opens_one_edition_with_one_timetable(
    visitor: Visitor, people: People
) -> None:
    whole = NEW | {"off": "5/2/2027", "supervisors": [str(people.supervisor.id)]}
    first = visitor.signed_in(people.coordinator).post("/editions", whole).location
    count = len(editions())

    assert visitor.post("/editions", whole).location == first
    assert len(editions()) == count
    assert len(days_of(editions()[-1])) == 10
    assert len(db.session.scalars(select(Job)).all()) == 1


def test_the_same_edition_of_somebody_else_is_another_one(visitor: Visitor, people: People) -> None:
    first = visitor.signed_in(people.coordinator).post("/editions", NEW).location

    other = Visitor(visitor.app).signed_in(people.other_coordinator).post("/editions", NEW)

    assert other.location != first


@pytest.mark.parametrize("name", ["stranger", "trainee", "trainer", "supervisor"])
def test_only_staff_open_editions(visitor: Visitor, people: People, name: str) -> None:
    visitor.signed_in(getattr(people, name))
    before = len(editions())

    visitor.get("/editions/new", status=404)
    visitor.post("/editions", NEW, status=404)

    assert len(editions()) == before
    visitor.get("/editions")
    assert "Open an edition" not in visitor.text()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("course_id", "", "Choose the course."),
        ("course_id", "nothing", "Choose"),
        ("name", "  ", "Write a name, such as"),
        ("name", "n" * 121, "Shorten the name to 120 characters."),
        ("starts_on", "", "Choose the first class day."),
        ("starts_on", "0027-02-01", "Check the year: it is far from today."),
        ("starts_on", "9999-12-31", "Check the year: it is far from today."),
        ("ends_on", "9999-12-31", "Check the year: it is far from today."),
        ("ends_on", "2027-01-31", "The last day comes before the first."),
        ("ends_on", "2027-02-11", "The class days alone last until 12 Feb 2027."),
        ("starts", "", "Write the hour, such as 09:00."),
        ("starts", "02:30", "Choose an hour between 5:00 and 21:00."),
        ("room", "r" * 121, "Shorten this to 120 characters."),
        ("off", "Carnival", "“Carnival” is no day."),
        ("off", "30/2/2027", "“30/2/2027” is no day."),
        ("off", "5/2/2027 - 1/2/2027", "is no day."),
        ("off", "1/1/2027 - 31/12/9999", "is no day."),
        ("off", "1/2/2027\n" * 41, "Write 40 lines at most."),
        ("country", "", "Choose the country."),
    ],
)
def test_a_form_that_fails_says_what_to_do_and_keeps_the_rest(
    visitor: Visitor, people: People, field: str, value: str, sentence: str
) -> None:
    visitor.signed_in(people.coordinator)
    before = len(editions())

    visitor.post("/editions", NEW | {field: value}, status=422)

    assert sentence in visitor.text()
    assert len(editions()) == before
    if field != "name":
        assert visitor.all("#name")[0].attrs["value"] == NEW["name"]
