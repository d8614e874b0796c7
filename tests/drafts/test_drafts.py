import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import db
from lms.drafts import actions
from lms.drafts.models import Draft
from tests.notes.factories import a_note
from tests.people import People
from tests.visitor import Visitor

FIELDS = {"facts": ["14 looms"], "skills": ["k1", "p1"]}


def kept(person_id: int) -> dict[str, object]:
    rows = db.session.scalars(select(Draft).where(Draft.owner_id == person_id))
    return {row.key: row.fields for row in rows}


def test_a_draft_is_kept_and_found_on_any_device(app: Flask, people: People) -> None:
    phone, desk = Visitor(app), Visitor(app)
    sent = {"key": "entry-1", "fields": json.dumps(FIELDS)}
    answer = phone.signed_in(people.trainee).post("/drafts", sent, status=200)
    assert answer.json["said"].startswith("Saved at ")

    found = desk.signed_in(people.trainee).get("/drafts/entry-1").json
    assert found["fields"] == FIELDS
    assert found["said"].endswith("and did not send it.")


def test_nobody_else_finds_it(app: Flask, people: People, now: datetime) -> None:
    actions.keep(people.trainee.id, "entry-1", FIELDS, at=now)
    for who in (people.classmate, people.supervisor, people.administrator):
        assert Visitor(app).signed_in(who).get("/drafts/entry-1").json == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"key": "", "fields": "{}"},
        {"key": "x" * 201, "fields": "{}"},
        {"key": "x", "fields": "no json"},
        {"key": "x", "fields": "[]"},
        {"key": "x", "fields": '{"a": "text"}'},
        {"key": "x", "fields": '{"a": [1]}'},
    ],
)
def test_what_is_no_draft_is_refused(
    visitor: Visitor, people: People, sent: dict[str, str]
) -> None:
    visitor.signed_in(people.trainee).post("/drafts", sent, status=422)
    assert kept(people.trainee.id) == {}


def test_it_is_forgotten_when_the_form_has_arrived(
    visitor: Visitor, people: People, now: datetime
) -> None:
    note = a_note(people.trainee)
    for key in (f"note-{note.id}", "entry-1"):
        actions.keep(people.trainee.id, key, FIELDS, at=now)
    actions.keep(people.classmate.id, f"note-{note.id}", FIELDS, at=now)
    fields = {"note-body": "Sent.", "note-base": "1", "draft_kept": "1"}
    visitor.signed_in(people.trainee).post(f"/my-notes/{note.id}/changes", fields)

    assert kept(people.trainee.id) == {"entry-1": FIELDS}
    assert kept(people.classmate.id) == {f"note-{note.id}": FIELDS}


def test_old_drafts_and_too_many_go(people: People, now: datetime) -> None:
    owner = people.trainee.id
    actions.keep(owner, "old", FIELDS, at=now - timedelta(days=31))
    for number in range(actions.MOST + 2):
        actions.keep(owner, f"n{number}", FIELDS, at=now + timedelta(seconds=number))

    assert set(kept(owner)) == {f"n{number}" for number in range(2, actions.MOST + 2)}


def test_a_password_is_never_in_a_draft(people: People, now: datetime) -> None:
    actions.keep(people.trainee.id, "x", {"password": ["secret"], "a": ["b"]}, at=now)
    assert kept(people.trainee.id) == {"x": {"a": ["b"]}}
