"""What only shows where each request has a connection of its own."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from lms.accounts.models import SignIn
from lms.db import db
from tests.people import PASSWORD, a_person
from tests.visitor import Visitor, fresh


def test_who_reads_for_long_and_then_sends_a_form_is_not_kept_waiting(own_app: Flask) -> None:
    person = a_person("ana")
    visitor = Visitor(own_app)
    visitor.post("/login", {"email": person.email, "password": PASSWORD})
    token = visitor.token()
    before = datetime.now(UTC)
    db.session.execute(update(SignIn).values(seen_at=before - timedelta(minutes=20)))

    visitor.post("/language", {"language": "es"}, token=token)

    assert fresh(person).language == "es"
    assert db.session.scalars(select(SignIn.seen_at)).one() >= before
