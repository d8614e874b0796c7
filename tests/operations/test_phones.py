"""Phones that send the same again: at once, after a lost answer, and to a restored server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.models import User
from lms.api.models import Receipt
from lms.audit.models import AuditEvent
from lms.db import db
from lms.evidence.models import Evidence
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.placements.record import chain_of
from tests.api.sending import an_entry_of, at
from tests.evidence.sending import manifest, send
from tests.fieldwork.factories import a_placement, form_of
from tests.files.factories import a_photo
from tests.operations.conftest import an_app
from tests.operations.test_backup import flask
from tests.people import PASSWORD, People
from tests.visitor import Visitor

Sent = tuple[str, dict[str, Any]]


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_twenty_that_arrive_together_are_one_entry_one_receipt_and_one_act(own_app: Flask) -> None:
    people = People()
    placement = a_placement(people)
    sent, path = an_entry_of(placement, form_of(), hand_in=True), at("entries")
    visitors = [signed_in(own_app, people.trainee.email) for _ in range(4)]
    heads = [{"X-CSRFToken": visitor.token()} for visitor in visitors]
    before = acts(placement.id)
    db.session.commit()

    def put(number: int) -> int:
        visitor, head = visitors[number % 4], heads[number % 4]
        answer = Context().run(visitor.client.put, path, json=sent, headers=head)
        return answer.status_code

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(put, range(20)))

    assert answers == [200] * 19 + [201]
    assert (count(LogEntry), count(LogEntryVersion), count(Receipt)) == (1, 1, 1)
    assert acts(placement.id) == before + 1


def acts(placement_id: int) -> int:
    chain = AuditEvent.chain == chain_of(placement_id)
    return db.session.scalar(select(func.count(AuditEvent.id)).where(chain)) or 0


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.post("/login", {"email": email, "password": PASSWORD})
    return visitor


@pytest.mark.long
def test_a_restored_server_and_phones_that_send_again_agree_without_a_double(
    own_app: Flask, tmp_path: Path, make_database: Callable[[], str]
) -> None:
    """What arrived after the backup comes again; what the server holds already is known."""
    trainee, photo, early, late = two_entries_of_a_phone()
    email = trainee.email
    ana = signed_in(own_app, email)
    ana.put(*early)
    flask(own_app, "backup", tmp_path / "backup.tar")
    ana.put(*late)
    assert send(ana, photo)["state"] == "received"

    with an_app(tmp_path / "new-data", make_database()) as restored:
        flask(restored, "restore", tmp_path / "backup.tar")
        again = signed_in(restored, email)
        again.put(*early, status=200)
        again.put(*late)
        again.put(*late, status=200)
        assert send(again, photo)["state"] == "received"
        texts = select(LogEntryVersion.facts).order_by(LogEntryVersion.facts)
        assert list(db.session.scalars(texts)) == ["After it.", "Before the backup."]
        assert (count(LogEntry), count(Evidence)) == (2, 1)


def two_entries_of_a_phone() -> tuple[User, bytes, Sent, Sent]:
    """Written before and after the backup; the later one with a photo."""
    people, photo = People(), a_photo(320, 240)
    placement = a_placement(people)
    early = an_entry_of(placement, form_of(facts="Before the backup."))
    late = an_entry_of(placement, form_of(facts="After it."), evidence=[manifest(photo)])
    return people.trainee, photo, (at("entries"), early), (at("entries"), late)
