"""Whose consent a trip asks for hears of it once, in their language, and can end such letters."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.i18n import in_language
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from lms.notifications import digest
from lms.notifications.actions import choose
from lms.notifications.lines import in_words
from lms.notifications.models import Category, How, Notice
from lms.programmes.models import Programme
from lms.projects.models import Project
from lms.trips import actions
from lms.trips.actions import Plan
from lms.trips.models import ExchangeTrip, Side
from lms.trips.telling import ASKED, TELL, tell_asked
from tests.directory.factories import takes_part
from tests.experience.factories import a_project_in
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.trips.factories import NOW, a_trip, sent
from tests.visitor import Visitor


class Scene(NamedTuple):
    """Ines and Yader are of the project that goes, Awa is of the one that is visited."""

    guest: Project
    host: Project
    ines: User
    yader: User
    awa: User
    week: Programme

    def trip(self, **other: int) -> ExchangeTrip:
        return a_trip(self.host.id, self.ines, guest=self.guest.id, **other)


@pytest.fixture
def scene(people: People) -> Scene:
    week = a_programme(people.administrator)
    guest, host = a_project_in("NI", "Sweet makers"), a_project_in("SN", "Dyers")
    persons = [a_person(name) for name in ("ines", "yader", "awa")]
    for person, project in zip(persons, (guest, guest, host), strict=True):
        takes_part(week, person, project)
    db.session.execute(Job.__table__.delete())
    db.session.commit()
    return Scene(guest, host, *persons, week)


def works() -> None:
    """The worker does what is there to be done."""
    db.session.commit()
    for number in db.session.scalars(select(Job.id).where(Job.kind == TELL)).all():
        jobs.run(number, at=NOW + timedelta(minutes=1))


def heard() -> dict[str, list[str]]:
    rows = db.session.execute(
        select(User.name, Notice).join(Notice, Notice.user_id == User.id).order_by(Notice.id)
    )
    said: dict[str, list[str]] = {}
    with in_language("en"):
        for name, row in rows:
            if row.kind == ASKED:
                said.setdefault(name.partition(" ")[0], []).append(in_words(row.kind, row.about))
    return said


def test_those_whose_consent_is_asked_hear_for_which_project_and_who_asks(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.signed_in(scene.ines)
    form = sent(scene.guest, scene.host)
    for _click in range(2):
        visitor.post("/trips", form)
    works()
    number = db.session.scalars(select(ExchangeTrip.id)).one()
    tell_asked({"trip": number})  # as after a worker that was stopped
    said = heard()
    assert set(said) == {"Awa", "Yader"}
    [awa], [yader] = said["Awa"], said["Yader"]
    assert awa.startswith("Ines Example asks Dyers to consent to the trip “To the basin”, ")
    assert yader.startswith("Ines Example asks Sweet makers to consent to the trip")


def test_a_side_that_has_consented_is_not_asked_and_a_mail_of_the_day_says_no_more(
    scene: Scene,
) -> None:
    trip = scene.trip()
    works()
    actions.consent(trip, Side.GUEST, by=scene.ines, at=NOW)
    works()
    assert set(heard()) == {"Awa"}
    actions.consent(trip, Side.HOST, by=scene.awa, at=NOW)
    works()
    assert heard() == {}


def test_whoever_had_the_letter_has_it_once_though_the_plan_changes(scene: Scene) -> None:
    choose(scene.awa, {Category.OTHERS: How.AT_ONCE})
    trip = scene.trip()
    works()
    changed = Plan(**{name: getattr(trip, name) for name in Plan.__dataclass_fields__})
    actions.change(trip, changed, seen=1, at=NOW)
    works()
    assert {name: len(rows) for name, rows in heard().items()} == {"Awa": 1, "Yader": 1}
    assert len(letters_to(scene.awa)) == 1


def test_a_plan_that_leads_elsewhere_asks_those_there_and_leaves_the_others_alone(
    scene: Scene,
) -> None:
    trip, other = scene.trip(), a_project_in("IN", "Printers")
    ravi = a_person("ravi")
    takes_part(scene.week, ravi, other)
    works()
    said = {name: getattr(trip, name) for name in Plan.__dataclass_fields__}
    actions.change(trip, Plan(**said | {"host_id": other.id}), seen=1, at=NOW)
    db.session.commit()
    works()
    assert set(heard()) == {"Ravi", "Yader"}


def test_a_trip_that_is_over_asks_nobody(scene: Scene) -> None:
    scene.trip(starts_in=-9)
    works()
    assert heard() == {}


def test_somebody_suspended_or_who_wants_no_such_mail_gets_none(scene: Scene) -> None:
    scene.awa.suspended_at = NOW
    choose(scene.yader, {Category.OTHERS: How.NEVER})
    scene.trip()
    works()
    digest.send(NOW.replace(hour=12) + timedelta(days=1))
    assert letters_to(scene.awa) == letters_to(scene.yader) == []


def letters_to(person: User) -> list[dict[str, Any]]:
    rows = [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]
    return [row for row in rows if row.get("to") == person.email]


def test_the_letter_is_in_the_language_of_its_reader_and_ends_with_one_click(
    app: Flask, scene: Scene
) -> None:
    scene.awa.language = "fr"
    choose(scene.awa, {Category.OTHERS: How.AT_ONCE})
    trip = scene.trip()
    works()
    [letter] = letters_to(scene.awa)
    assert "Ines Example demande à Dyers" in letter["subject"]
    assert f"/trips/{trip.id}" in letter["body"]
    assert letter["unsubscribe"] in letter["body"]
    assert app.test_client().post(letter["unsubscribe"]).status_code < 400
