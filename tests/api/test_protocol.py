"""What a device asks beside what it sends: is the server there, hand in by name, what changed."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.api.models import Receipt
from lms.api.shapes import Entry
from lms.db import db
from lms.logbook.models import LogEntry
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from tests.api.sending import a_note, an_entry_of, at, now
from tests.evidence.factories import expected, received
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def post(ana: Visitor, path: str, sent: dict[str, Any], *, status: int = 200) -> dict[str, Any]:
    answer = ana._send("POST", path, json=sent, headers={"X-CSRFToken": ana.token()})
    ana._expect(answer, status)
    told: dict[str, Any] = answer.get_json()
    return told


def submit(ana: Visitor, entry: LogEntry, *, status: int = 200, **said: Any) -> dict[str, Any]:
    sent = {"placement": entry.placement_id, "version": str(entry.current_id)} | said
    return post(ana, f"/api/v1/entries/{entry.id}/submit", sent, status=status)


def synced(visitor: Visitor, since: str = "") -> dict[str, Any]:
    path = f"/api/v1/sync?since={quote(since)}" if since else "/api/v1/sync"
    told: dict[str, Any] = json.loads(visitor.get(path).text)
    return told


def test_the_server_answers_with_words_that_nobody_else_says(visitor: Visitor) -> None:
    before = now()
    answer = visitor.get("/api/v1/ping")
    word, _, moment = answer.text.strip().partition(" ")
    assert (word, answer.headers["Cache-Control"]) == ("weft", "no-store")
    assert before <= moment <= now()


def test_a_version_is_handed_in_by_its_name_and_only_once(
    ana: Visitor, placement: Placement
) -> None:
    entry = an_entry(placement)
    first, again = submit(ana, entry), submit(ana, entry)
    assert first == again
    assert (first["state"], first["version"]) == ("submitted", str(entry.current_id))


def test_a_version_that_is_no_longer_the_present_one_is_not_handed_in(
    ana: Visitor, placement: Placement
) -> None:
    entry = an_entry(placement)
    refused = submit(ana, entry, status=409, version=str(uuid4()))
    assert (refused["error"], refused["current"]["version"]) == (
        "stale_base",
        str(entry.current_id),
    )
    assert db.session.get_one(LogEntry, entry.id).state == "draft"


def test_what_is_missing_is_said_before_it_is_handed_in(ana: Visitor, placement: Placement) -> None:
    entry = an_entry(placement, facts="", next_step="Ask.")
    refused = submit(ana, entry, status=422)
    assert refused["fields"] == {"facts": ["the facts"]}
    assert db.session.get_one(LogEntry, entry.id).state == "draft"


def test_nobody_hands_in_for_another(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    entry = an_entry(placement)
    for who, status in (("classmate", 404), ("supervisor", 403), ("coordinator", 403)):
        submit(visitor.signed_in(getattr(people, who)), entry, status=status)
    assert db.session.get_one(LogEntry, entry.id).state == "draft"
    submit(visitor.signed_in(people.trainee), entry)


def test_a_decision_arrives_with_its_comment(
    ana: Visitor, people: People, placement: Placement
) -> None:
    entry, asked = an_entry(placement, state="submitted"), placement.requirement_set.digest
    cursor = synced(ana)["cursor"]
    assert synced(ana, cursor)["entries"] == []

    version, later = entry.current_id, datetime.now(UTC) + timedelta(seconds=1)
    assert version
    reviewing.return_entry(
        entry, version=version, by=people.supervisor, reason="Who was there?", at=later
    )

    told = synced(ana, cursor)
    (row,) = told["entries"]
    assert (row["id"], row["state"]) == (str(entry.id), "returned")
    assert (row["decision"]["is"], row["decision"]["comment"]) == ("returned", "Who was there?")
    assert told["cursor"] == later.isoformat()
    assert told["placements"][0]["requirements"] == asked
    ana.get(row["href"])


def test_evidence_says_where_it_is(ana: Visitor, placement: Placement) -> None:
    entry = an_entry(placement, state="submitted")
    waiting, here = expected(entry, b"%PDF-1.7 a list"), received(entry)
    (row,) = synced(ana)["entries"]
    states = {proof["sha256"]: proof["state"] for proof in row["evidence"]}
    assert states == {waiting.digest: "expected", here.digest: "received"}


def test_a_device_learns_which_of_its_things_arrived(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    """By the keys of their receipts: what a restored server lacks is not among them."""
    ana = visitor.signed_in(people.trainee)
    before, early, late = now(), a_note(), an_entry_of(placement, form_of())
    key = uuid4()
    ana.put(at("notes", key), early)
    ana.put(at("entries"), late)
    assert synced(ana, before)["receipts"] == [str(key), late["version"]]
    assert synced(ana, now())["receipts"] == []
    assert synced(visitor.signed_in(people.classmate), before)["receipts"] == []


def test_what_did_not_change_costs_no_body(ana: Visitor, placement: Placement) -> None:
    an_entry(placement)
    first = ana.get("/api/v1/sync")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert ana.get("/api/v1/sync", status=304, headers=tag).data == b""
    an_entry(placement)
    ana.get("/api/v1/sync", headers=tag)


def test_a_log_is_told_to_its_trainee_alone(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    an_entry(placement, state="submitted")
    for who in ("classmate", "supervisor", "coordinator"):
        assert synced(visitor.signed_in(getattr(people, who)))["entries"] == []
    assert len(synced(visitor.signed_in(people.trainee))["entries"]) == 1


@pytest.mark.parametrize("count", [1, 30])
def test_a_device_asks_as_often_for_many_as_for_one(
    ana: Visitor, placement: Placement, count: int
) -> None:
    for _ in range(count):
        expected(an_entry(placement))
    assert len(synced(ana)["entries"]) == count
    assert ana.statements == 7


@pytest.mark.parametrize("since", ["yesterday", "2026-11-20T08:00:00", "0"])
def test_a_moment_that_no_answer_gave_is_not_understood(ana: Visitor, since: str) -> None:
    ana.get(f"/api/v1/sync?since={since}", status=400)


def test_what_an_older_version_of_the_site_queued_is_taken_and_its_receipt_still_answers(
    ana: Visitor, placement: Placement
) -> None:
    """Its digest is the one that stood on receipts before photos were named in an entry."""
    sent = an_entry_of(placement, form_of(), hand_in=True)
    plain = Entry.model_validate(sent).model_dump(mode="json", exclude={"sent_at", "evidence"})
    answer = ana.put(at("entries"), sent)
    row = db.session.scalars(select(Receipt)).one()
    assert "evidence" not in plain
    assert row.digest == Entry.model_validate(sent | {"evidence": []}).digest
    assert ana.put(at("entries"), sent, status=200)["receipt"] == answer["receipt"]
