from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum.models import Topic
from lms.programmes import actions, queries
from lms.programmes.models import Component, Participation, Programme
from lms.programmes.phases import Phase, phase_of
from lms.spaces.models import SpaceMember
from tests.forum.factories import a_topic
from tests.people import People
from tests.programmes.factories import FIRST_DAY, NOW, PLAN, SENT, a_programme, applies
from tests.visitor import Visitor


def test_a_coordinator_plans_a_week_and_it_is_a_draft_of_theirs(
    visitor: Visitor, people: People
) -> None:
    place = visitor.signed_in(people.coordinator).post("/programmes", SENT).location
    visitor.get(place)
    assert "Draft" in visitor.text()
    assert len(visitor.all("#week + ol > li")) == len(Component)

    visitor.signed_in(people.trainee).get(place, status=404)
    visitor.signed_in(people.coordinator).post(f"{place}/opening")
    visitor.signed_in(people.trainee).get(place)
    assert "Open for applications" in visitor.text()


def test_sent_twice_it_is_one_programme_with_one_week(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    first, second = (visitor.post("/programmes", SENT).location for _ in range(2))
    assert first == second
    programme = db.session.scalars(select(Programme)).one()
    assert len(db.session.scalars(queries.modules(programme)).all()) == len(Component)


def test_the_week_begins_at_nine_on_the_clock_of_the_place(people: People) -> None:
    programme = a_programme(people.coordinator)
    first, *_, last = db.session.scalars(queries.slots(programme)).all()
    begins = first.starts_at.astimezone(programme.zone)
    assert (begins.date(), begins.time()) == (FIRST_DAY, time(9))
    assert last.ends_at.astimezone(programme.zone).date() == PLAN.ends_on


def test_texts_of_the_week_are_in_the_language_of_the_programme(people: People) -> None:
    plan = replace(PLAN, language="es", name="Semana de aprendizaje")
    programme = actions.plan(plan, by=people.coordinator, at=NOW)
    assert "Las instituciones alrededor de las empresas" in [
        row.title for row in db.session.scalars(queries.modules(programme))
    ]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write a name, such as"),
        ("ends_on", str(FIRST_DAY - timedelta(days=1)), "A programme lasts from one day"),
        ("ends_on", str(FIRST_DAY + timedelta(days=14)), "A programme lasts from one day"),
        ("apply_by", str(FIRST_DAY + timedelta(days=1)), "choose a day before"),
        ("seats", "0", "Write a number from 1 to 200."),
        ("seats_per_country", "5", "That is more than all seats."),
        ("country", "", "Choose the country."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    visitor: Visitor, people: People, field: str, value: str, said: str
) -> None:
    visitor.signed_in(people.coordinator).post("/programmes", SENT | {field: value}, status=422)
    assert said in visitor.text()
    assert visitor.all("input[name=place]")[0].attrs["value"] == "Masaya"


def test_a_copy_takes_modules_hours_and_venues_and_never_people_or_texts(people: People) -> None:
    programme = a_programme(people.coordinator)
    second = db.session.scalars(queries.slots(programme)).all()[1]
    second.venue, second.lead_id = "Hall of the municipality", people.coordinator.id
    applies(programme, "lucia", "NI")
    a_topic(programme.space, people.coordinator, at=NOW)
    days = timedelta(days=364)
    later = replace(
        PLAN,
        name="Joint learning week, Pune",
        time_zone="Asia/Kolkata",
        starts_on=FIRST_DAY + days,
        ends_on=PLAN.ends_on + days,
        apply_by=PLAN.apply_by + days,
    )
    copy = actions.copy(programme, later, by=people.administrator, at=NOW)
    slots = db.session.scalars(queries.slots(copy)).all()
    assert [slot.venue for slot in slots][:2] == ["", "Hall of the municipality"]
    assert {slot.lead_id for slot in slots} == {None}
    begins = slots[0].starts_at.astimezone(copy.zone)
    assert (begins.date(), begins.time()) == (FIRST_DAY + days, time(9))
    assert copy.after_id == programme.id
    of_copy = select(Participation).where(Participation.programme_id == copy.id)
    assert [row.user_id for row in db.session.scalars(of_copy)] == [people.administrator.id]
    assert db.session.scalars(select(Topic.space_id)).all() == [programme.space_id]


def test_where_it_stands_is_read_off_the_clock_of_its_place(people: People) -> None:
    programme = a_programme(people.coordinator)
    here = datetime.combine(FIRST_DAY, time(), programme.zone)
    assert phase_of(programme, here - timedelta(seconds=1)) is Phase.PREPARING
    assert phase_of(programme, here) is Phase.RUNNING
    assert phase_of(programme, here + timedelta(days=5, hours=1)) is Phase.FOLLOWING_UP
    assert phase_of(programme, here + timedelta(days=371)) is Phase.OVER


def test_its_space_is_for_those_with_a_place(visitor: Visitor, people: People) -> None:
    programme = a_programme(people.coordinator)
    a_topic(programme.space, people.coordinator, title="Looms of Masaya", at=NOW)
    place = f"/forum/{programme.space.slug}"
    visitor.signed_in(people.coordinator).get(place)
    assert "Looms of Masaya" in visitor.text()
    visitor.signed_in(people.trainee).get(place, status=404)
    assert [row.user_id for row in db.session.scalars(select(SpaceMember))] == [
        people.coordinator.id
    ]


def test_a_list_of_many_costs_what_a_list_of_one_costs(visitor: Visitor, people: People) -> None:
    a_programme(people.coordinator)
    visitor.signed_in(people.trainee).get("/programmes")
    one = visitor.statements
    for number in range(12):
        row = actions.plan(replace(PLAN, name=f"Week {number}"), by=people.coordinator, at=NOW)
        actions.open_up(row, at=NOW)
    visitor.get("/programmes")
    assert (len(visitor.all(".row-title")), visitor.statements) == (13, one)
