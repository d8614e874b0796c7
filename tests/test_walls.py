"""Forged requests, wrong methods, other sites: each wall with its control."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.access import Audience, audience_of
from lms.accounts.models import User
from lms.db import db
from tests.people import People
from tests.visitor import Visitor

PROFILE = {"name": "Changed", "language": "en", "time_zone": "UTC", "country": "NI"}


def name_of(person: User) -> str:
    return db.session.scalars(select(User.name).where(User.id == person.id)).one()


def test_a_form_with_its_token_is_taken(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post("/settings", PROFILE)
    assert name_of(people.trainee) == "Changed"


@pytest.mark.parametrize("token", [None, "", "forged", "IjEi.aaaa.bbbb"])
def test_a_form_without_its_token_changes_nothing_and_gives_the_text_back(
    visitor: Visitor, people: People, token: str | None
) -> None:
    visitor.signed_in(people.trainee).post("/settings", PROFILE, status=400, token=token)

    assert name_of(people.trainee) == people.trainee.name != "Changed"
    assert "This form was open too long" in visitor.text()
    assert "Changed" in visitor.page.to_html()


def test_the_text_given_back_can_be_sent_again(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post("/settings", PROFILE, status=400, token="old")
    fields = {
        node.attrs["name"]: node.attrs.get("value") or node.to_text().strip()
        for node in visitor.all("form.form input, main form textarea, main form input")
    }

    visitor.post("/settings", fields, token=fields.pop("csrf_token"))

    assert name_of(people.trainee) == "Changed"


def test_the_token_of_another_person_does_not_fit(
    visitor: Visitor, people: People, app: Flask
) -> None:
    other = Visitor(app).signed_in(people.classmate)
    visitor.signed_in(people.trainee).post("/settings", PROFILE, status=400, token=other.token())
    assert name_of(people.trainee) != "Changed"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_change_asked_for_by_another_site_is_refused(
    visitor: Visitor, people: People, headers: dict[str, str], status: int
) -> None:
    visitor.signed_in(people.trainee)
    visitor.post("/settings", PROFILE, status=status, headers=headers)
    assert (name_of(people.trainee) == "Changed") is (status == 303)


WITHOUT_TOKEN = {"notifications.end_mails", "following.end"}
"""A mail program posts there by itself (RFC 8058); the address carries a signed token."""


def test_an_address_without_token_does_nothing_for_who_forges_its_own(visitor: Visitor) -> None:
    for address in ("/unsubscribe/forged", "/following/forged"):
        visitor.post(address, {}, status=404, token=None)


def test_every_unsafe_address_wants_the_token(visitor: Visitor, people: People, app: Flask) -> None:
    visitor.signed_in(people.administrator)
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and rule.endpoint not in WITHOUT_TOKEN:
            with app.test_request_context():
                values = {name: _sample(rule, name) for name in rule.arguments}
                path = rule.build(values)[1]
            visitor.post(path, {}, status=400, token=None)
            assert "This form was open too long" in visitor.text(), rule


def _sample(rule: object, name: str) -> object:
    from uuid import UUID

    from werkzeug.routing import AnyConverter, IntegerConverter, UUIDConverter

    converter = rule._converters[name]  # type: ignore[attr-defined]
    if isinstance(converter, UUIDConverter):
        return UUID(int=1)
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


def test_members_pages_send_visitors_to_sign_in_and_back(visitor: Visitor, app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and audience_of(rule.endpoint) is not Audience.EVERYONE:
            with app.test_request_context():
                path = rule.build({name: _sample(rule, name) for name in rule.arguments})[1]
            assert visitor.get(path, status=303).location.startswith("/login?next=/"), rule


def test_staff_pages_do_not_exist_for_others(visitor: Visitor, people: People, app: Flask) -> None:
    visitor.signed_in(people.trainee)
    closed = {Audience.STAFF, Audience.ADMINISTRATORS}
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and audience_of(rule.endpoint) in closed:
            with app.test_request_context():
                path = rule.build({name: _sample(rule, name) for name in rule.arguments})[1]
            visitor.get(path, status=404)


def test_an_unknown_address_says_what_to_do(visitor: Visitor) -> None:
    visitor.get("/no/such/page", status=404)
    assert "There is no such page" in visitor.text()
    assert "Go to the start page" in visitor.text()


def test_a_body_that_is_too_large_is_refused_with_a_page(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    visitor.post("/settings", PROFILE | {"name": "x" * 2_000_000}, status=413)
    assert "That is too large" in visitor.text()


@pytest.mark.parametrize("number", ["2147483648", "9" * 30])
def test_a_number_no_row_can_have_is_no_address(
    visitor: Visitor, people: People, number: str
) -> None:
    visitor.signed_in(people.administrator)
    visitor.get(f"/placements/{number}", status=404)
    visitor.get(f"/editions/{number}", status=404)


def test_a_zero_byte_is_refused_before_it_reaches_a_column(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee)
    visitor.post("/settings", PROFILE | {"name": "Changed\0"}, status=400)
    visitor.get("/case-studies?country=%00", status=400)
    assert name_of(people.trainee) != "Changed"


def test_typing_is_given_back_when_the_sign_in_has_ended(visitor: Visitor, people: People) -> None:
    token = visitor.signed_in(people.trainee).token()
    visitor.client.delete_cookie("sid")

    visitor.post(
        "/settings", {"name": "A long text nobody wants to type twice"}, status=401, token=token
    )

    assert "Please sign in" in visitor.text()
    assert "A long text nobody wants to type twice" in visitor.text()


def test_a_page_of_the_wrong_method_is_explained(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/logout", status=405)
    assert "That cannot be done here" in visitor.text()


def test_every_answer_carries_the_policy(visitor: Visitor, people: People) -> None:
    for path, status in (("/", 200), ("/login", 200), ("/nope", 404), ("/health/live", 200)):
        headers = visitor.get(path, status=status).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "'unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"


def test_what_people_wrote_is_in_no_error_message(people: People) -> None:
    twin = User(email=people.trainee.email, name="Secret name", created_at=datetime.now(UTC))
    db.session.add(twin)

    with pytest.raises(IntegrityError) as refused:
        db.session.flush()

    assert "Secret name" not in str(refused.value)


@pytest.mark.parametrize("path", ["/certificates/%00abc", "/case-studies/%00", "/courses/%00"])
def test_a_zero_byte_in_an_address_is_refused(visitor: Visitor, path: str) -> None:
    visitor.get(path, status=400)
