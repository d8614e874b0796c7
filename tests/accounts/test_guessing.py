"""What opens to whoever knows its address: a guesser waits, and nobody who knows does."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from lms import clock
from lms.accounts import actions as accounts
from lms.accounts.access import Audience, audience_of
from lms.accounts.guessing import GUESSES, WITHIN
from lms.audit import actions as audit
from lms.db import db
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import Purpose
from lms.following import stopping
from lms.following.stopping import Stop
from lms.forum.models import Level
from lms.notifications.actions import token_of
from lms.placements.record import chain_of
from tests.certificates.factories import a_certificate
from tests.long import mostly_long
from tests.people import People, enrolment_of
from tests.scene import a_host_link
from tests.visitor import Visitor

ADDRESSES = {
    # what opens to whoever knows it: how it answers to who does not
    "/agreements/{host_link}": 410,
    "/calendar/{calendar}.ics": 404,
    "/certificates/{certificate}": 404,
    "/feeds/forum.atom?key={forum}": 404,
    "/following/{stop}": 404,
    "/invitations/{invitation}": 410,
    "/password/reset/{password}": 410,
    "/records/7/1/{digest}": 404,
    "/unsubscribe/{unsubscribe}": 404,
}
SECRETS = {"token", "serial", "digest"}
"""What the part that must be known is called in the rules."""
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def known(people: People, now: datetime) -> dict[str, str]:
    ana = people.trainee
    said = audit.note("placement.proposed", "placement 7", by_id=None, at=now, chain=chain_of(7))
    hour = timedelta(hours=1)
    secrets = {
        "host_link": a_host_link(people, at=now),
        "calendar": feeds.make(ana, Purpose.CALENDAR, at=now),
        "forum": feeds.make(ana, Purpose.FORUM, at=now),
        "certificate": a_certificate(enrolment_of(ana, people.edition), at=now).serial,
        "stop": stopping.token_of(Stop(ana.id, stopping.TOPIC, 1, Level.FOLLOW)),
        "invitation": accounts.make_link(ana, "invitation", lasts=hour, at=now),
        "password": accounts.make_link(ana, "password", lasts=hour, at=now),
        "digest": said.digest,
        "unsubscribe": token_of(ana),
    }
    db.session.commit()
    return secrets


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch, now: datetime) -> dict[str, datetime]:
    """The clock stands until a test moves it."""
    hand = {"now": now}
    monkeypatch.setattr(clock, "now", lambda: hand["now"])
    return hand


def guessed(row: str) -> str:
    start, _brace, rest = row.partition("{")
    return start + "0" * 26 + rest.partition("}")[2]


def answers(visitor: Visitor, path: str, times: int = 1, **options: Any) -> list[int]:
    return [visitor._send("GET", path, **options).status_code for _time in range(times)]


@pytest.mark.parametrize("row", mostly_long(ADDRESSES, but=["/certificates/{certificate}"]))
def test_a_guesser_waits_for_a_minute_and_nobody_elsewhere(
    app: Flask, known: dict[str, str], it_is: dict[str, datetime], row: str
) -> None:
    visitor, right = Visitor(app), row.format(**known)
    assert answers(visitor, guessed(row), GUESSES) == [ADDRESSES[row]] * GUESSES
    assert answers(visitor, guessed(row)) == [429]
    assert answers(visitor, right) == [429]
    forged = {"X-Forwarded-For": ELSEWHERE["REMOTE_ADDR"]}
    assert answers(visitor, right, headers=forged) == [429]  # no proxy is trusted here
    assert answers(visitor, right, environ_overrides=ELSEWHERE) == [200]
    it_is["now"] += WITHIN
    assert answers(visitor, right) == [200]


@pytest.mark.parametrize("row", mostly_long(ADDRESSES, but=["/certificates/{certificate}"]))
def test_what_is_right_may_be_read_as_often_as_one_likes(
    app: Flask, known: dict[str, str], it_is: dict[str, datetime], row: str
) -> None:
    """A class reads its calendars behind one address, and mistypes now and then."""
    visitor, right = Visitor(app), row.format(**known)
    assert answers(visitor, guessed(row), GUESSES - 1) == [ADDRESSES[row]] * (GUESSES - 1)
    assert answers(visitor, right, GUESSES + 1) == [200] * (GUESSES + 1)
    assert answers(visitor, guessed(row), 2) == [ADDRESSES[row], 429]


def test_every_address_that_opens_to_who_knows_it_is_here(app: Flask) -> None:
    places = app.url_map.bind("localhost")
    here = {places.match(guessed(row).partition("?")[0])[0] for row in ADDRESSES}
    with_a_secret = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if SECRETS & rule.arguments
        and audience_of(rule.endpoint) is Audience.EVERYONE
        and "GET" in (rule.methods or ())
    }
    assert with_a_secret - here == set()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Wait 45 seconds, then try again."),
        ("es", "Espere 45 segundos y luego intente de nuevo."),
        ("fr", "Attendez 45 secondes, puis réessayez."),
    ],
)
def test_the_page_says_how_long_and_leads_back_to_what_was_asked(
    visitor: Visitor, it_is: dict[str, datetime], language: str, sentence: str
) -> None:
    serial = "0" * 25
    number = f"/certificates/{serial}"
    answers(visitor, number + "0", GUESSES)
    it_is["now"] += timedelta(seconds=15)
    there = visitor.get(f"/certificates/check?number={serial}1", status=303).location
    answer = visitor.get(there, status=429, headers={"Accept-Language": language})
    assert sentence in visitor.text()
    assert answer.headers["Retry-After"] == "45"
    assert visitor.all(f"a.button[href='{number}1']")


def test_what_was_typed_behind_an_invitation_is_given_back(
    visitor: Visitor, known: dict[str, str]
) -> None:
    page = f"/invitations/{known['invitation']}"
    visitor.get(page)
    answers(visitor, "/invitations/none", GUESSES)
    form = {"name": "Ana of the ghat", "new_password": "four words in a row"}
    visitor.post(page, form, status=429)
    assert "Ana of the ghat" in visitor.text()
    assert "four words" not in visitor.page.to_html()


def test_a_page_that_is_there_writes_nothing(
    visitor: Visitor, known: dict[str, str], statements: list[str]
) -> None:
    visitor.get(f"/certificates/{known['certificate']}")
    assert [one for one in statements if not one.startswith("SELECT")] == []
