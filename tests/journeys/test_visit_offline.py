"""A visit out of reach of any network: its form was taken along, and the photo follows."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lms.db import db
from tests.journeys.conftest import Person, a_site
from tests.journeys.cutting import (
    LONG,
    cut,
    forget_the_dead_line,
    opens,
    presses_offline,
    takes_along,
)
from tests.journeys.test_photos import a_picture, adds
from tests.people import People
from tests.study_visits.factories import (
    VISITS_DAY,
    a_participant,
    a_visit,
    a_week_of_visits,
    allowed,
)

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
DAY = f"/programmes/1/days/{VISITS_DAY.isoformat()}"


def build() -> None:
    people = People()
    programme = a_week_of_visits(people)
    allowed(a_visit(programme), people.coordinator, photos=True)
    a_participant(programme)
    db.session.commit()


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


def writes_without_a_network(ines: Person) -> None:
    opens(ines, DAY)
    for name in ("Looms of the lake", "Write what you saw"):
        with ines.page.expect_navigation():
            ines.page.get_by_role("link", name=name).first.click()
    ines.page.get_by_label("What I saw").fill("Two looms stand still.")
    adds(ines.page, a_picture(1), "Two looms")
    presses_offline(ines, "Keep and show to the programme")
    opens(ines, "/offline")
    ines.page.reload()
    expect(ines.page.locator("outbox-list li")).to_have_count(2)


def test_what_was_seen_without_a_network_arrives_once_with_its_photo(someone: Someone) -> None:
    ines = someone(phone=True)
    ines.signs_in("ines@people.example")
    takes_along(ines, DAY)
    cut(ines, off=True)
    writes_without_a_network(ines)
    cut(ines, off=False)
    expect(ines.page.locator("outbox-list .badge-good")).to_have_count(2, timeout=LONG)
    forget_the_dead_line(ines)

    ines.goes_to("/programmes/1/visits/1")
    seen = ines.page.locator("li[id^=seen-]")
    expect(seen).to_have_count(1)
    expect(seen.locator(".pre")).to_contain_text("Two looms stand still.")
    picture = ines.page.get_by_alt_text("Two looms")
    expect(picture).to_have_count(1)
    expect(picture).to_have_attribute("src", re.compile("/programmes/1/visits/1/photos/[0-9]+/"))
    assert picture.evaluate("async (it) => (await it.decode(), it.naturalWidth)") == 600
