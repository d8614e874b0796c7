"""The file of a day, opened from a disk with the network off, and handed in afterwards."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from lms.db import db
from lms.study_visits.models import Observation
from tests.journeys.conftest import PHONE
from tests.people import People
from tests.study_visits.factories import VISITS_DAY, a_participant, a_visit, a_week_of_visits
from tests.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.long]


def test_what_is_typed_in_it_without_a_network_stays_and_comes_back(
    visitor: Visitor, people: People, browser: Browser, tmp_path: Path
) -> None:
    programme = a_week_of_visits(people)
    a_visit(programme)
    ines = a_participant(programme)
    answer = visitor.signed_in(ines).get(f"/programmes/{programme.id}/days/{VISITS_DAY}/pack.html")
    kept = tmp_path / "day.html"
    kept.write_bytes(answer.data)

    text = _written_without_a_network(browser, kept.as_uri())

    visitor.post(f"/programmes/{programme.id}/answers", {"text": text})
    rows = db.session.execute(select(Observation.seen, Observation.doubt)).all()
    assert sorted(map(tuple, rows)) == [("", "Nobody said why."), ("Two looms stand.", "")]


def _written_without_a_network(browser: Browser, address: str) -> str:
    """Two observations, a reload between them and the text; nothing is asked of anybody."""
    context = browser.new_context(offline=True, viewport=PHONE)  # type: ignore[arg-type]  # a literal
    page, asked, faults = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.get_by_label("What I saw").first.fill("Two looms stand.")
    page.get_by_role("button", name="Write another one").click()
    page.get_by_label("What I doubt").last.fill("Nobody said why.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.reload()
    assert page.locator("#count").inner_text() == "2"
    text = page.locator("#out").input_value()
    assert (asked, faults) == ([address] * 2, [])
    context.close()
    return text
