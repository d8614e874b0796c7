"""Everything is taken once, by who sent it, with the walls that every change has."""

import json
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.api.models import Receipt
from lms.db import db
from lms.learning.models import LessonCompletion
from tests.api.sending import a_reading, at, now, ten_times
from tests.people import People
from tests.visitor import Visitor

KINDS = (
    *("readings", "attempts", "entries", "registers", "notes", "diary-pages"),
    *("reflections", "closings", "devices", "observations"),
)


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_thing_sent_ten_times_is_one_record_and_one_receipt(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee)

    receipts = ten_times(visitor, at("readings"), a_reading())

    assert len(set(receipts)) == 1
    assert (count(LessonCompletion), count(Receipt)) == (1, 1)


def test_another_thing_under_the_same_key_is_refused(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    key = uuid4()
    visitor.put(at("readings", key), a_reading())

    other = visitor.put(at("readings", key), a_reading(lesson="a1-2"), status=409)

    assert other["error"] == "same_id_other_content"
    assert other["told"] == "Something else was sent under this number before."
    assert (count(LessonCompletion), count(Receipt)) == (1, 1)


def test_the_same_key_of_two_people_are_two_things(visitor: Visitor, people: People) -> None:
    key, sent = uuid4(), a_reading()
    visitor.signed_in(people.trainee).put(at("readings", key), sent)
    Visitor(visitor.app).signed_in(people.classmate).put(at("readings", key), sent)
    assert (count(LessonCompletion), count(Receipt)) == (2, 2)


def test_nothing_is_kept_of_what_is_refused(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    key = uuid4()

    refused = visitor.put(at("readings", key), a_reading(), status=403)

    assert refused["error"] == "not_open_to_you"
    assert (count(LessonCompletion), count(Receipt)) == (0, 0)


def test_a_lesson_read_on_the_way_counts_from_when_it_was_read(
    visitor: Visitor, people: People
) -> None:
    sent = a_reading(written_at="2026-11-20T08:30:00+05:30")
    answer = visitor.signed_in(people.trainee).put(at("readings"), sent)

    row = db.session.scalars(select(LessonCompletion)).one()
    assert row.completed_at.isoformat() == "2026-11-20T03:00:00+00:00"
    assert answer["href"] == "/courses/cluster-broker/a1-1"


def test_a_clock_that_is_ahead_is_not_believed(visitor: Visitor, people: People) -> None:
    before = now()
    sent = a_reading(written_at="2099-01-01T00:00:00Z")
    visitor.signed_in(people.trainee).put(at("readings"), sent)
    row = db.session.scalars(select(LessonCompletion)).one()
    assert before <= row.completed_at.isoformat() <= now()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        [],
        "text",
        a_reading(course=7),
        a_reading(course="x" * 200),
        a_reading(more="than asked"),
        a_reading(written_at="yesterday"),
        a_reading(written_at="2026-11-20T08:30:00"),
        a_reading(lesson="a1\0"),
        {"course": "cluster-broker", "lesson": "a1-1"},
    ],
)
def test_what_no_page_of_ours_sends_is_not_understood(
    visitor: Visitor, people: People, sent: Any
) -> None:
    visitor.signed_in(people.trainee)
    assert visitor.put(at("readings"), sent, status=400)["error"] == "not_understood"
    assert count(Receipt) == 0


@pytest.mark.parametrize("where", [{"course": "no-such"}, {"lesson": "no-such"}])
def test_what_is_not_there_is_not_found(
    visitor: Visitor, people: People, where: dict[str, str]
) -> None:
    visitor.signed_in(people.trainee)
    assert visitor.put(at("readings"), a_reading(**where), status=404)["error"] == "not_found"


@pytest.mark.parametrize("kind", KINDS)
def test_every_address_wants_a_session_and_its_token(
    visitor: Visitor, people: People, app: Flask, kind: str
) -> None:
    assert visitor.put(at(kind), a_reading(), status=401)["error"] == "sign_in"
    visitor.signed_in(people.trainee)
    for token in (None, "forged", Visitor(app).signed_in(people.classmate).token()):
        said = visitor.put(at(kind), a_reading(), status=400, token=token)
        assert said["error"] == "stale_token"
    assert (count(LessonCompletion), count(Receipt)) == (0, 0)


def test_another_site_cannot_send(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    visitor.put(at("readings"), a_reading(), status=403, headers=foreign)
    assert count(Receipt) == 0


def test_every_put_has_a_test_of_its_walls(app: Flask) -> None:
    """A new address is named above, or this fails."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if "PUT" in (rule.methods or ())]
    assert {rule.split("/")[3] for rule in rules} == set(KINDS)


def test_the_session_says_who_is_there_and_gives_a_token(visitor: Visitor, people: People) -> None:
    told = json.loads(visitor.get("/api/v1/session").text)
    assert told["person"] is None

    told = json.loads(visitor.signed_in(people.trainee).get("/api/v1/session").text)

    assert told["person"] == people.trainee.id
    visitor.put(at("readings"), a_reading(), token=told["csrf_token"])


def test_an_unknown_address_of_it_is_a_page(visitor: Visitor) -> None:
    visitor.get("/api/v1/nothing", status=404)


def test_the_description_names_every_address_and_shape(visitor: Visitor, app: Flask) -> None:
    told = json.loads(visitor.get("/api/v1/openapi.json").text)

    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    known = {f"/api/v1{path.split('{')[0]}" for path in told["paths"]}
    assert known == {rule.split("<")[0] for rule in rules} - {"/api/v1/openapi.json"}
    for path, methods in told["paths"].items():
        for method in methods.values():
            shape = method.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = shape.get("schema", {"$ref": "Problem"})["$ref"].rpartition("/")[2]
            assert name in told["components"]["schemas"], path
