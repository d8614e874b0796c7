from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.accounts import passwords, throttle
from lms.accounts.models import Attempt, SignIn, User
from lms.db import db
from tests.people import PASSWORD, People, a_person
from tests.visitor import Visitor

WRONG = "The address and the password do not fit together"


def sign_ins() -> list[SignIn]:
    return list(db.session.scalars(select(SignIn).order_by(SignIn.id)))


def test_the_right_password_opens_the_account(visitor: Visitor, people: People) -> None:
    answer = visitor.post("/login", {"email": people.trainee.email, "password": PASSWORD})

    assert answer.location == "/"
    visitor.get("/settings")
    assert people.trainee.name in visitor.page.to_html()


def test_capitals_and_spaces_in_the_address_do_not_matter(visitor: Visitor, people: People) -> None:
    email = f"  {people.trainee.email.upper()} "
    visitor.post("/login", {"email": email, "password": PASSWORD})


def test_unknown_wrong_and_suspended_get_the_same_answer(visitor: Visitor, people: People) -> None:
    suspended = a_person("suspended", suspended=True)
    invited = User(email="invited@people.example", name="", created_at=datetime.now(UTC))
    db.session.add(invited)
    db.session.commit()
    tries = [
        (people.trainee.email, "wrong words in a row"),
        ("nobody@people.example", PASSWORD),
        (suspended.email, PASSWORD),
        (invited.email, PASSWORD),
    ]
    answers = set()
    for email, password in tries:
        visitor.post("/login", {"email": email, "password": password}, status=422)
        assert WRONG in visitor.text()
        answers.add(visitor.text())

    assert len(answers) == 1
    assert sign_ins() == []


def test_what_was_typed_stays_except_the_password(visitor: Visitor, people: People) -> None:
    visitor.post("/login", {"email": "ana@people.example", "password": "mistake"}, status=422)

    assert 'value="ana@people.example"' in visitor.page.to_html()
    assert "mistake" not in visitor.page.to_html()


def test_the_cookie_is_not_the_key_the_database_holds(visitor: Visitor, people: People) -> None:
    answer = visitor.post("/login", {"email": people.trainee.email, "password": PASSWORD})

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("sid="))
    token = cookie.split(";")[0].removeprefix("sid=")
    assert len(token) >= 43
    assert token != sign_ins()[0].token_hash
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_in_again_ends_the_sign_in_before(visitor: Visitor, people: People) -> None:
    form = {"email": people.trainee.email, "password": PASSWORD}
    visitor.post("/login", form)
    visitor.post("/login", form)

    first, second = sign_ins()
    assert first.ended_at is not None
    assert second.ended_at is None


def test_signing_out_ends_it_on_the_server_too(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/settings")
    token = visitor.client.get_cookie("sid").value  # type: ignore[union-attr]

    visitor.post("/logout")
    visitor.client.set_cookie("sid", token)

    assert visitor.get("/settings", status=303).location == "/login?next=/settings"


@pytest.mark.parametrize(
    ("change", "still_in"),
    [
        ({}, True),
        ({"ended_at": datetime.now(UTC)}, False),
        ({"idle_until": datetime.now(UTC) - timedelta(seconds=1)}, False),
        ({"ends_at": datetime.now(UTC) - timedelta(seconds=1)}, False),
    ],
    ids=["open", "ended", "idle", "over"],
)
def test_an_ended_idle_or_old_sign_in_opens_nothing(
    visitor: Visitor, people: People, change: dict[str, datetime], still_in: bool
) -> None:
    visitor.signed_in(people.trainee)
    for name, value in change.items():
        setattr(sign_ins()[0], name, value)

    visitor.get("/settings", status=200 if still_in else 303)


def test_a_suspended_person_is_out_at_the_next_request(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/settings")
    people.trainee.suspended_at = datetime.now(UTC)

    visitor.get("/settings", status=303)


@pytest.mark.parametrize(
    ("who", "remember", "idle", "whole"),
    [
        ("trainee", True, timedelta(days=14), timedelta(days=30)),
        ("trainee", False, timedelta(hours=2), timedelta(hours=12)),
        ("coordinator", True, timedelta(minutes=30), timedelta(hours=12)),
        ("administrator", False, timedelta(minutes=30), timedelta(hours=12)),
    ],
)
def test_staff_are_signed_in_for_less_long(  # one row of a table
    visitor: Visitor, people: People, who: str, remember: bool, idle: timedelta, whole: timedelta
) -> None:
    form = {"email": getattr(people, who).email, "password": PASSWORD}
    visitor.post("/login", form | ({"remember": "y"} if remember else {}))

    row = sign_ins()[0]
    assert (row.idle_until - row.created_at, row.ends_at - row.created_at) == (idle, whole)


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/settings", "/settings"),
        ("/fieldwork?x=1", "/fieldwork?x=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\nSet-Cookie: a=b", "/"),
    ],
)
def test_after_signing_in_one_goes_on_within_the_site_only(
    visitor: Visitor, people: People, wanted: str, goes_to: str
) -> None:
    form = {"email": people.trainee.email, "password": PASSWORD, "next": wanted}
    assert visitor.post("/login", form).location == goes_to


def test_many_tries_at_one_account_have_to_wait(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    form = {"email": people.trainee.email, "password": "wrong words in a row"}
    for _ in range(throttle.PER_ACCOUNT):
        visitor.post("/login", form, status=422)

    answer = visitor.post("/login", form | {"password": PASSWORD}, status=429)

    assert "Too many tries" in visitor.text()
    assert answer.headers["Retry-After"] == "300"


def test_many_tries_from_one_address_have_to_wait(visitor: Visitor, people: People) -> None:
    for number in range(throttle.PER_ADDRESS):
        visitor.post("/login", {"email": f"n{number}@x.example", "password": "x"}, status=422)

    visitor.post("/login", {"email": people.trainee.email, "password": PASSWORD}, status=429)


@pytest.mark.parametrize(
    ("last", "status"), [("2001:db8:0:1::ff", 429), ("2001:db8:0:2::1", 303)], ids=["same", "other"]
)
def test_one_ipv6_network_counts_as_one_address(
    visitor: Visitor, people: People, last: str, status: int
) -> None:
    for number in range(throttle.PER_ADDRESS):
        visitor.post(
            "/login",
            {"email": f"n{number}@x.example", "password": "x"},
            status=422,
            environ_base={"REMOTE_ADDR": f"2001:db8:0:1::{number}"},
        )

    visitor.post(
        "/login",
        {"email": people.trainee.email, "password": PASSWORD},
        status=status,
        environ_base={"REMOTE_ADDR": last},
    )


@pytest.mark.parametrize("password", [PASSWORD, "wrong words in a row"])
def test_nobody_waits_for_a_lock_while_a_password_is_hashed(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    in_transaction: list[bool] = []
    matches = passwords.matches

    def watched(typed: str, stored: str | None) -> bool:
        in_transaction.append(db.session.registry().in_transaction())
        return matches(typed, stored)

    monkeypatch.setattr(passwords, "matches", watched)
    form = {"email": people.trainee.email, "password": password}
    visitor.post("/login", form, status=303 if password == PASSWORD else 422)

    assert in_transaction == [False]


def test_a_whole_class_signs_in_from_one_address(visitor: Visitor) -> None:
    for number in range(throttle.PER_ADDRESS + 2):
        person = a_person(f"trainee{number}")
        visitor.post("/login", {"email": person.email, "password": PASSWORD})

    assert list(db.session.scalars(select(Attempt))) == []


def test_a_right_password_does_not_wipe_out_others_failures(
    visitor: Visitor, people: People
) -> None:
    for number in range(3):
        visitor.post("/login", {"email": f"n{number}@x.example", "password": "x"}, status=422)
    before = db.session.scalar(select(func.count(Attempt.id)))

    visitor.post("/login", {"email": people.trainee.email, "password": PASSWORD})

    assert db.session.scalar(select(func.count(Attempt.id))) == before == 9


def test_old_tries_are_forgiven(visitor: Visitor, people: People) -> None:
    form = {"email": people.trainee.email, "password": "wrong words in a row"}
    for _ in range(throttle.PER_ACCOUNT):
        visitor.post("/login", form, status=422)
    for attempt in db.session.scalars(select(Attempt)):
        attempt.at -= throttle.WINDOW

    visitor.post("/login", form | {"password": PASSWORD})


def test_the_count_of_tries_names_nobody(visitor: Visitor, people: People) -> None:
    visitor.post("/login", {"email": people.trainee.email, "password": "x"}, status=422)

    keys = list(db.session.scalars(select(Attempt.key)))
    assert len(keys) == 3
    assert not [key for key in keys if "ana" in key or "127." in key]


def test_the_sign_in_page_asks_the_database_nothing(visitor: Visitor) -> None:
    visitor.get("/login")
    assert visitor.statements == 0


def test_seeing_a_page_after_a_while_keeps_the_sign_in_alive(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee)
    before = sign_ins()[0].idle_until
    count = db.session.scalar(select(func.count(SignIn.id)))

    visitor.get("/settings")

    assert (sign_ins()[0].idle_until, count) == (before, 1)
