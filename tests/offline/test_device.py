"""What a browser needs to keep pages: a manifest, a worker, and pages that depend on nothing."""

import json
from pathlib import Path

import pytest
from flask import Flask

from lms.config import LANGUAGES
from tests.people import People
from tests.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_names_the_product_in_the_language_of_the_page(
    visitor: Visitor, language: str
) -> None:
    visitor.get("/", headers={"Accept-Language": language})
    address = visitor.all("link[rel=manifest]")[0].attrs["href"]
    told = json.loads(visitor.get(address).text)

    assert told["name"] == "Weft"
    assert told["lang"] == language
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")


def test_every_icon_of_the_manifest_is_there_and_light(visitor: Visitor) -> None:
    told = json.loads(visitor.get("/manifest.webmanifest").text)

    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        answer = visitor.get(icon["src"])
        assert answer.mimetype == icon["type"]
        assert len(answer.data) <= 4 * 1024


def test_the_manifest_of_an_unknown_language_is_in_the_readers(visitor: Visitor) -> None:
    headers = {"Accept-Language": "fr"}
    told = json.loads(visitor.get("/manifest.webmanifest?lang=xx", headers=headers).text)
    assert told["lang"] == "fr"


def test_the_service_worker_rules_over_the_whole_site(visitor: Visitor) -> None:
    answer = visitor.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert "addEventListener" in answer.text


def test_a_page_says_whose_it_is(visitor: Visitor, people: People) -> None:
    assert visitor.get("/").headers["X-Reader"] == "0"
    assert visitor.signed_in(people.trainee).get("/").headers["X-Reader"] == str(people.trainee.id)
    assert "X-Reader" not in visitor.get("/nope", status=404).headers
    assert "X-Reader" not in visitor.get("/health/live").headers


def test_the_page_of_the_device_says_what_it_is_for(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/offline")
    assert "Nothing is taken along yet" in visitor.text()
    assert "JavaScript is off in this browser" in visitor.text()


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/offline/not-here", "No connection"), ("/offline/unsent", "This was not sent")],
)
def test_the_plain_pages_ask_for_nothing(visitor: Visitor, path: str, heading: str) -> None:
    visitor.get(path)
    assert visitor.statements == 0
    assert visitor.all("h1")[0].to_text() == heading
    assert [link.attrs["href"] for link in visitor.all("main a")] == ["/offline", "/"]


def test_all_scripts_of_the_site_together_are_light(app: Flask) -> None:
    """Over the wire, so no page can be heavier, whatever stands on it."""
    files = app.extensions["assets"].files
    scripts = {name: len(file.br) for name, file in files.items() if name.startswith("js/")}
    assert sum(scripts.values()) <= 20 * 1024, scripts


def test_scripts_go_out_without_what_only_their_readers_need(app: Flask) -> None:
    files = app.extensions["assets"].files
    source = (ROOT / "static" / "js" / "lib" / "outbox.js").read_text(encoding="utf-8")
    sent = files["js/member.js"].raw.decode()
    assert "What was written without a connection" in source
    assert "What was written without a connection" not in sent
    assert "function flush(){" in sent
