"""Every address there is, asked by two trainees: one has more time, and her date stands everywhere.

The control is her classmate, for whom the date of all holds on the same pages.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import NamedTuple

import pytest
from babel.dates import format_date
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import BuildError

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Enrolment
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import Purpose
from lms.jobs.models import Job
from lms.notifications import digest
from tests.case_studies.papers import a_paper
from tests.class_sessions.factories import a_session
from tests.deliverables.factories import COURSE, NOTE, a_placement
from tests.extensions.factories import due, more
from tests.materials.factories import a_material
from tests.people import People, enrolment_of, today
from tests.visitor import Visitor

FORMS = ("d MMM y", "EEE d MMM", "EEEE d MMMM", "EEEE, d MMMM y", "yyyy-MM-dd", "yyyyMMdd")
FOR_OTHERS = re.compile(r"[Ff]or the others until \d+ \w+ \d+")
EVERYWHERE = {"/calendar", "the feed", "the mail", "/editions/{edition}/dates"}
FIRST = {"/", "/editions/{edition}/left", "/editions/{edition}/people/{trainee}/left"}
"""What names only what is due first."""


class Work(NamedTuple):
    """What is due: the day for all, the day for who has more time, and where it stands."""

    kind: str
    ref: str
    usual: date
    later: date
    shown: set[str]


def days(number: int) -> date:
    return today() + timedelta(days=number)


WORKS = [
    Work(
        "quiz",
        f"{COURSE}/a1",
        days(1),
        days(2),
        {
            "/courses/cluster-broker",
            "/courses/cluster-broker/days/a1",
            "/courses/cluster-broker/days/a1/quiz",
            "/editions/{edition}/days/1",
        }
        | FIRST,
    ),
    Work(
        "paper",
        "bagru",
        days(3),
        days(4),
        {"/editions/{edition}/case-studies", "/editions/{edition}/case-studies/bagru/paper"},
    ),
    Work(
        "deliverable",
        f"{COURSE}/{NOTE}",
        days(6),
        days(7),
        {
            "/placements/{placement}",
            "/placements/{placement}/deliverables",
            f"/placements/{{placement}}/deliverables/{NOTE}",
        },
    ),
    Work("log", "week:1", days(8), days(9), {"/placements/{placement}/weeks/1"}),
]


class Place(NamedTuple):
    """Of one trainee: her enrolment, her placement, the address of her calendar."""

    trainee: Enrolment
    placement: int
    token: str

    def general(self, path: str) -> str:
        """The same page, whoever it belongs to."""
        shown = path.replace(f"/editions/{self.trainee.edition_id}", "/editions/{edition}")
        shown = shown.replace(f"/people/{self.trainee.id}", "/people/{trainee}")
        return shown.replace(f"/placements/{self.placement}", "/placements/{placement}")


@pytest.fixture
def places(people: People) -> list[Place]:
    """Ana, who has more time, and Bruno."""
    return [a_place(people, person) for person in (people.trainee, people.classmate)]


def a_place(people: People, person: User) -> Place:
    trainee = enrolment_of(person, people.edition)
    person.time_zone = people.edition.time_zone
    placement = a_placement(people, trainee=person, days_ago=1)
    a_paper(person, people.edition, state="draft")
    token = feeds.make(person, Purpose.CALENDAR, at=datetime.now(UTC))
    db.session.commit()
    return Place(trainee, placement.id, token)


def addresses(app: Flask, place: Place) -> Iterator[str]:
    names: dict[str, object] = {
        "edition_id": place.trainee.edition_id,
        "enrolment_id": place.trainee.id,
        "placement_id": place.placement,
        "course_id": COURSE,
        "day_id": "a1",
        "case_id": "bagru",
        "name": NOTE,
        "units": "weeks",
        "number": 1,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= names.keys():
                with suppress(BuildError):
                    found = rule.build({name: names[name] for name in rule.arguments})
                    if found:
                        yield found[1]


def all_said_to(reader: User, place: Place, app: Flask) -> dict[str, str]:
    """The words of every page about this trainee, of the feed and of the mail."""
    visitor = Visitor(app).signed_in(reader)
    said = {path: visitor._send("GET", path) for path in addresses(app, place)}
    assert [path for path, page in said.items() if page.status_code >= 500] == []
    texts = {path: words(page.text) for path, page in said.items() if page.status_code == 200}
    feed = visitor.get(f"/calendar/{place.token}.ics").text
    texts["the feed"] = re.sub(r"DTEND.*", "", feed)  # the day after, as calendars want it
    texts["the mail"] = mail_of(reader)
    return {place.general(path): text for path, text in texts.items()}


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("<footer")[0] or page
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def mail_of(person: User) -> str:
    jobs = db.session.scalars(select(Job)).all()
    return "\n".join(row.payload["body"] for row in jobs if row.payload["to"] == person.email)


def says(text: str, day: date) -> bool:
    text = FOR_OTHERS.sub("", text)
    forms = (format_date(day, form, "en_GB") for form in FORMS)
    return any(re.search(rf"(?<!\d){form}", text) for form in forms)


@pytest.mark.long
def test_more_time_shows_on_every_page_and_the_date_of_all_on_none(
    app: Flask, people: People, places: list[Place]
) -> None:
    ana = places[0]
    with app.test_request_context():
        for work in WORKS:
            due(people.edition, people, work.usual, work[:2])
            more(people, work.later, work[:2], ana.trainee)
    digest.send(datetime.now(UTC).replace(hour=18) + timedelta(days=2))

    hers, his = (all_said_to(place.trainee.user, place, app) for place in places)

    for work in WORKS:
        where = EVERYWHERE | work.shown
        assert where_said(hers, work.later) == where_said(his, work.usual) == where, work.kind
        assert where_said(hers, work.usual) == where_said(his, work.later) == set(), work.kind


def where_said(texts: dict[str, str], day: date) -> set[str]:
    return {path for path, text in texts.items() if says(text, day)}


def test_who_runs_the_edition_reads_of_each_the_date_that_holds_for_them(
    app: Flask, people: People, places: list[Place]
) -> None:
    ana, bruno = places
    work = WORKS[0]
    with app.test_request_context():
        due(people.edition, people, work.usual, work[:2])
        more(people, work.later, work[:2], ana.trainee)
    people.coordinator.time_zone = people.edition.time_zone
    visitor = Visitor(app).signed_in(people.coordinator)
    for place, day, other in ((ana, work.later, work.usual), (bruno, work.usual, work.later)):
        visitor.get(f"/editions/{people.edition.id}/people/{place.trainee.id}/left")
        assert says(visitor.text(), day)
        assert not says(visitor.text(), other)


def test_a_class_day_with_all_that_belongs_to_it_costs_eight_statements(
    visitor: Visitor, people: People
) -> None:
    a_session(people.edition)
    a_material(people.edition, people.trainer, day=f"{COURSE}/a1")
    assert people.trainee

    for person in (people.trainee, people.trainer):
        visitor.signed_in(person).get(f"/editions/{people.edition.id}/days/1")

        assert visitor.statements <= 8
