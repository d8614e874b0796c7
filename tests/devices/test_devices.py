"""A device says what it has not sent; if its data is cleared, that is still known."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from babel.dates import format_date
from sqlalchemy import select

from lms.db import db
from lms.devices import actions
from lms.devices.models import Device
from lms.jobs.models import Job
from lms.notifications import digest
from lms.placements.models import Placement
from tests.api.sending import at
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def says(visitor: Visitor, texts: int, photos: int = 0, device: UUID | None = None) -> UUID:
    device = device or uuid4()
    visitor.put(at("devices", device), {"texts": texts, "photos": photos}, status=200)
    return device


def devices() -> list[Device]:
    return list(db.session.scalars(select(Device).order_by(Device.heard_at)))


def page(placement: Placement) -> str:
    return f"/placements/{placement.id}"


@pytest.mark.parametrize("who", ["trainee", "supervisor", "coordinator"])
def test_what_a_cleared_device_had_is_said_with_its_date(
    ana: Visitor, people: People, placement: Placement, who: str
) -> None:
    """Its data and its cookie are gone; who signs in there again is another device."""
    says(ana, 2, 1)
    fresh = Visitor(ana.app).signed_in(people.trainee)
    says(fresh, 0)

    reader = Visitor(ana.app).signed_in(getattr(people, who))
    reader.get(page(placement))

    today = format_date(datetime.now(UTC), "d MMM y", locale="en_GB")
    whose = "yours" if who == "trainee" else people.trainee.name
    assert f"A device of {whose} had 3 unsent" in reader.text()
    assert "2 texts, 1 photo · last heard of " + today in reader.text()
    own = [node.to_text().strip() for node in reader.all("main form button")]
    assert ("It will not come back" in own) is (who == "trainee")


def test_what_was_sent_meanwhile_is_no_longer_said(ana: Visitor, placement: Placement) -> None:
    device = says(ana, 3)
    ana.get(page(placement))
    assert "A device of yours had 3 unsent" in ana.text()
    says(ana, 0, device=device)
    ana.get(page(placement))
    assert "unsent" not in ana.text()
    assert len(devices()) == 1


def test_who_says_that_it_is_lost_says_it_to_the_supervisor_too(
    ana: Visitor, people: People, placement: Placement
) -> None:
    device = says(ana, 3)
    ana.post(f"{page(placement)}/devices/{device}/loss")
    reader = Visitor(ana.app).signed_in(people.supervisor)
    reader.get(page(placement))
    assert "what it held is lost" in reader.text()

    says(ana, 1, device=device)
    assert devices()[0].lost_at is None


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "classmate"])
def test_nobody_else_says_that(
    ana: Visitor, people: People, placement: Placement, who: str
) -> None:
    device = says(ana, 3)
    other = Visitor(ana.app).signed_in(getattr(people, who))
    other.post(f"{page(placement)}/devices/{device}/loss", status=404)
    assert devices()[0].lost_at is None


def test_the_same_device_under_another_name_is_another_row(
    ana: Visitor, people: People, placement: Placement
) -> None:
    """A shared phone: what one of them has not sent is nothing of the other's."""
    device = says(ana, 3)
    says(Visitor(ana.app).signed_in(people.classmate), 1, device=device)
    assert sorted(row.texts for row in devices()) == [1, 3]
    ana.get(page(placement))
    assert "A device of yours had 3 unsent" in ana.text()


@pytest.mark.parametrize(
    "sent", [{}, {"texts": -1, "photos": 0}, {"texts": 1, "photos": 0, "more": 1}, []]
)
def test_what_no_page_of_ours_says_is_not_understood(ana: Visitor, sent: Any) -> None:
    ana.put(at("devices"), sent, status=400)
    assert devices() == []


def test_devices_with_nothing_left_are_forgotten_after_a_month(
    people: People, now: datetime
) -> None:
    for texts, days in ((0, 29), (0, 31), (2, 31), (2, 366)):
        heard = now - timedelta(days=days)
        actions.heard(people.trainee, uuid4(), actions.Unsent(texts, 0), name="", at=heard)
    actions.forget_older(at=now)
    assert [(row.texts, (now - row.heard_at).days) for row in devices()] == [(2, 31), (0, 29)]


@pytest.mark.parametrize(("days", "mails"), [(2, 0), (4, 1)])
def test_what_a_device_holds_for_days_is_in_the_mail_of_its_owner_once(
    people: People, now: datetime, days: int, mails: int
) -> None:
    noon = now.replace(hour=12)
    unsent = actions.Unsent(2, 1, noon - timedelta(days=days))
    device = actions.heard(people.trainee, uuid4(), unsent, name="Chrome, Android", at=noon)
    digest.send(noon)
    digest.send(noon + timedelta(days=1 if mails else 0))
    assert len(told_by_mail()) == mails
    assert all("3 things that you wrote since" in body for body in told_by_mail())

    actions.give_up(device, at=noon)
    digest.send(noon + timedelta(days=5))
    assert len(told_by_mail()) == mails


def told_by_mail() -> list[str]:
    bodies = [row.payload.get("body", "") for row in db.session.scalars(select(Job))]
    return [body for body in bodies if "still on a device of yours (Chrome, Android)" in body]


def test_a_page_lists_no_more_than_the_newest(
    ana: Visitor, people: People, placement: Placement
) -> None:
    for texts in range(1, 9):
        says(ana, texts)
    ana.get(page(placement))
    told = [f"had {texts} unsent" in ana.text() for texts in range(1, 9)]
    assert told == [False] * 3 + [True] * 5
