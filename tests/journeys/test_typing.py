"""What is typed reaches the server while it is typed, and not at each letter."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Request

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]


def test_a_long_text_is_kept_every_twenty_seconds_and_after_each_rest(
    someone: Callable[..., Person],
) -> None:
    """Who types on and on is kept at the latest then; who rests, two and a half seconds later."""
    writer, sent = someone(), list[str]()
    writer.signs_in("trainee@journey.example")
    writer.page.clock.install()
    writer.goes_to("/forum/edition-1/new")
    writer.page.on("request", lambda request: note(sent, request))
    field = writer.page.get_by_label("Text", exact=True)
    types(writer, field, seconds=16)
    assert sent == []
    types(writer, field, seconds=6)
    assert len(sent) == 1
    types(writer, field, seconds=10)
    assert len(sent) == 1
    types(writer, field, seconds=12)
    assert len(sent) == 2

    writer.page.clock.run_for(2_600)
    assert len(sent) == 3
    writer.page.clock.run_for(60_000)
    assert len(sent) == 3


def note(sent: list[str], request: Request) -> None:
    if request.method == "POST" and request.url.endswith("/drafts"):
        sent.append(request.url)


def types(person: Person, field: Locator, *, seconds: int) -> None:
    """A letter each second."""
    for _second in range(seconds):
        field.press_sequentially("a")
        person.page.clock.run_for(1_000)
