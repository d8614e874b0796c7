"""What is taught and what people wrote, asked for by many people: one answer on both engines."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from flask import Flask

from lms.accounts.pace import Pace
from tests.conftest import rolled_back
from tests.people import People
from tests.search.conftest import HERE
from tests.search.world import a_world
from tests.visitor import Visitor

ASKED: list[dict[str, Any]] = yaml.safe_load((HERE / "asked.yml").read_text("utf-8"))


@pytest.fixture
def app(taught_app: Flask) -> Iterator[Flask]:
    with rolled_back(taught_app):
        yield taught_app


@pytest.fixture
def names(app: Flask, people: People, now: datetime) -> dict[str, str]:
    """Of the texts, by their addresses."""
    return {address: name for name, address in a_world(people, now).items()}


@pytest.mark.long
def test_everybody_finds_what_is_theirs_in_its_order(
    app: Flask, people: People, names: dict[str, str]
) -> None:
    wrong = {}
    for row in ASKED:
        answer = [names.get(address, address) for address in found(app, people, row)]
        said = row.get("found", row.get("first", []))
        if (answer if "found" in row else answer[: len(said)]) != said:
            wrong[f"{row['q']} ({row.get('who')}, {row.get('in')})"] = (said, answer)
    assert wrong == {}
    assert len(ASKED) >= 90


def test_the_names_are_those_of_texts(names: dict[str, str]) -> None:
    """A misspelt one would be found by nobody."""
    told = {name for row in ASKED for name in row.get("found", row.get("first", []))}
    assert {name for name in told if not name.startswith("/")} == set(names.values()) - {"gone"}


def found(app: Flask, people: People, row: dict[str, Any]) -> list[str]:
    language = row.get("in", "en")
    visitor = Visitor(app)
    if "who" in row:
        person = getattr(people, row["who"])
        person.language = language
        visitor.signed_in(person)
    app.extensions["pace"] = Pace()
    visitor.get(f"/search?q={quote(row['q'])}", headers={"Accept-Language": language})
    return [node.attrs["href"] for node in visitor.all(".hit-title a")]
