"""Acts that ask for the password again; what was sent goes on after that."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from lms.accounts.models import SignIn, User
from lms.db import db
from tests.people import PASSWORD, People
from tests.visitor import Visitor

INVITED = {"email": "nadia@people.example", "name": "Nadia", "site_role": "coordinator"}


def long_ago() -> None:
    moment = datetime.now(UTC) - timedelta(minutes=11)
    db.session.execute(update(SignIn).values(confirmed_at=moment))
    db.session.commit()


def invited() -> User | None:
    query = select(User).where(User.email == INVITED["email"])
    return db.session.scalars(query).one_or_none()


def test_a_fresh_sign_in_is_not_asked_again(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator).post("/admin/people", INVITED)
    assert invited()


def test_later_the_password_is_asked_and_what_was_sent_goes_on(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.administrator)
    long_ago()

    visitor.post("/admin/people", INVITED, status=422)
    assert "Your password, please" in visitor.text()
    assert invited() is None
    sent = visitor.all("main input[type=hidden]")
    hidden = {node.attrs["name"]: node.attrs["value"] for node in sent}
    again = {name: hidden.get(name, "") for name in INVITED} | {"present_password": PASSWORD}
    visitor.post("/admin/people", again)

    assert (again["name"], invited() is not None) == ("Nadia", True)
    visitor.post("/admin/people", INVITED)  # not asked again for ten minutes


def test_a_wrong_password_goes_nowhere(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator)
    long_ago()

    form = INVITED | {"present_password": "not this one at all"}
    visitor.post("/admin/people", form, status=422)

    assert "That is not the password you use now." in visitor.text()
    assert invited() is None


def test_guessing_it_is_stopped(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator)
    long_ago()
    form = INVITED | {"present_password": "not this one at all"}
    for _ in range(10):
        visitor.post("/admin/people", form, status=422)
    visitor.post("/admin/people", INVITED | {"present_password": PASSWORD}, status=429)
    assert invited() is None


def test_an_invitation_without_a_role_asks_for_nothing(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator)
    long_ago()
    visitor.post("/admin/people", INVITED | {"site_role": ""})
    assert invited()


def test_switching_the_second_step_off_asks_too(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator)
    long_ago()
    for act in ("", "/end", "/recovery-codes"):
        visitor.post(f"/settings/second-factor{act}", status=422)
        assert "Your password, please" in visitor.text()
