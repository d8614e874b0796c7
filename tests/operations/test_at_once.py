"""What only shows where each request has a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from lms.accounts import actions
from lms.accounts.models import SignIn
from lms.db import db
from tests.people import PASSWORD, a_person
from tests.visitor import Visitor, fresh

NEW = "other words in a line"


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


def test_of_two_clicks_on_a_link_one_counts(own_app: Flask) -> None:
    person = a_person("ana")
    token = actions.make_link(person, "password", lasts=actions.RESET_LASTS, at=datetime.now(UTC))
    db.session.commit()
    visitors = [Visitor(own_app) for _ in range(4)]
    forms = [{"new_password": NEW, "csrf_token": visitor.token()} for visitor in visitors]

    def click(visitor: Visitor, form: dict[str, str]) -> int:
        return visitor.client.post(f"/password/reset/{token}", data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(click, visitors, forms))

    assert answers == [303, 410, 410, 410]
