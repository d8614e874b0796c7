"""The second step of signing in: a code of now, taken once, or a recovery code."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from lms.accounts import second_factor
from lms.accounts.models import RecoveryCode, SecondFactor, SignIn, User
from lms.db import db
from tests.people import PASSWORD, People
from tests.visitor import Visitor


def a_factor(user: User) -> SecondFactor:
    now = datetime.now(UTC)
    factor = second_factor.begin(user, at=now)
    factor.confirmed_at = now
    db.session.commit()
    return factor


def code_of(factor: SecondFactor, *, steps: int = 0) -> str:
    moment = datetime.now(UTC) + timedelta(seconds=30 * steps)
    return pyotp.TOTP(factor.secret).at(moment)


def with_password(visitor: Visitor, user: User, *, to: str = "/settings") -> None:
    visitor.post("/login", {"email": user.email, "password": PASSWORD, "next": to})


def open_sign_ins(user: User) -> int:
    query = select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    return len(db.session.scalars(query).all())


def test_the_password_alone_lets_nobody_in(visitor: Visitor, people: People) -> None:
    a_factor(people.coordinator)
    with_password(visitor, people.coordinator)

    assert open_sign_ins(people.coordinator) == 0
    assert visitor.get("/settings", status=303).location.startswith("/login?next=")


def test_the_code_lets_its_person_in_and_leads_on(visitor: Visitor, people: People) -> None:
    factor = a_factor(people.coordinator)
    with_password(visitor, people.coordinator)

    answer = visitor.post("/login/code", {"code": code_of(factor), "next": "/settings"})

    assert answer.location == "/settings"
    visitor.get("/settings")


def test_without_a_factor_nothing_more_is_asked(visitor: Visitor, people: People) -> None:
    with_password(visitor, people.coordinator)
    visitor.get("/settings")


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_that_is_half_a_minute_off_still_fits(people: People, steps: int) -> None:
    factor = a_factor(people.trainee)
    assert second_factor.takes(factor, code_of(factor, steps=steps), at=datetime.now(UTC))


@pytest.mark.parametrize("steps", [-3, 3])
def test_an_old_or_early_code_does_not_fit(people: People, steps: int) -> None:
    factor = a_factor(people.trainee)
    assert not second_factor.takes(factor, code_of(factor, steps=steps), at=datetime.now(UTC))


def test_a_code_is_taken_once(visitor: Visitor, people: People) -> None:
    factor = a_factor(people.coordinator)
    code = code_of(factor)
    with_password(visitor, people.coordinator)
    visitor.post("/login/code", {"code": code})
    visitor.post("/logout")

    with_password(visitor, people.coordinator)
    visitor.post("/login/code", {"code": code}, status=422)

    assert "That code does not fit." in visitor.text()


def test_a_recovery_code_works_once(visitor: Visitor, people: People) -> None:
    a_factor(people.coordinator)
    code = second_factor.new_recovery_codes(people.coordinator.id)[3]
    db.session.commit()

    with_password(visitor, people.coordinator)
    visitor.post("/login/code", {"code": code.upper()})
    visitor.post("/logout")
    with_password(visitor, people.coordinator)
    visitor.post("/login/code", {"code": code}, status=422)

    used = select(RecoveryCode).where(RecoveryCode.used_at.is_not(None))
    assert len(db.session.scalars(used).all()) == 1


def test_codes_of_others_do_not_fit(visitor: Visitor, people: People) -> None:
    a_factor(people.coordinator)
    foreign = a_factor(people.administrator)
    recovery = second_factor.new_recovery_codes(people.administrator.id)[0]
    db.session.commit()
    with_password(visitor, people.coordinator)

    visitor.post("/login/code", {"code": code_of(foreign)}, status=422)
    visitor.post("/login/code", {"code": recovery}, status=422)

    assert open_sign_ins(people.coordinator) == 0


def test_guessing_is_stopped_and_a_right_code_ends_the_count(
    visitor: Visitor, people: People
) -> None:
    factor = a_factor(people.coordinator)
    with_password(visitor, people.coordinator)
    for _ in range(4):
        visitor.post("/login/code", {"code": "000000"}, status=422)
    visitor.post("/login/code", {"code": code_of(factor)})
    visitor.post("/logout")

    with_password(visitor, people.coordinator)
    for _ in range(5):
        visitor.post("/login/code", {"code": "000000"}, status=422)
    visitor.post("/login/code", {"code": code_of(factor, steps=1)}, status=429)
    assert open_sign_ins(people.coordinator) == 0


def test_the_second_step_needs_the_first(visitor: Visitor, people: People) -> None:
    factor = a_factor(people.coordinator)
    assert visitor.get("/login/code", status=303).location == "/login?next="
    visitor.post("/login/code", {"code": code_of(factor)})
    assert open_sign_ins(people.coordinator) == 0


def test_a_new_password_ends_what_the_old_one_began(visitor: Visitor, people: People) -> None:
    factor = a_factor(people.coordinator)
    with_password(visitor, people.coordinator)
    people.coordinator.password_hash = "changed meanwhile"

    visitor.post("/login/code", {"code": code_of(factor)})

    assert open_sign_ins(people.coordinator) == 0


def test_it_is_set_up_with_the_first_code_and_gives_ten_recovery_codes(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.supervisor).post("/settings/second-factor")
    visitor.get("/settings/second-factor")
    assert visitor.all("svg.qr")
    factor = db.session.get_one(SecondFactor, people.supervisor.id)

    path = "/settings/second-factor/confirmation"
    visitor.post(path, {"code": "000000"}, status=422)
    assert not second_factor.has_factor(people.supervisor)
    visitor.post(path, {"code": code_of(factor)}, status=200)

    codes = [node.to_text() for node in visitor.all(".recovery-codes code")]
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {11})
    kept = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert not set(codes) & set(kept)
    assert second_factor.has_factor(people.supervisor)


def test_a_secret_that_counts_is_never_shown_again(visitor: Visitor, people: People) -> None:
    factor = a_factor(people.supervisor)
    visitor.signed_in(people.supervisor).get("/settings/second-factor")
    assert factor.secret[:8] not in visitor.text()
    assert visitor.all("svg.qr") == []


def test_it_can_be_turned_off(visitor: Visitor, people: People) -> None:
    a_factor(people.supervisor)
    visitor.signed_in(people.supervisor).post("/settings/second-factor/end")
    assert not second_factor.has_factor(people.supervisor)


def test_a_password_by_letter_does_not_step_around_the_code(
    visitor: Visitor, people: People
) -> None:
    from lms.accounts import actions

    a_factor(people.coordinator)
    token = actions.make_link(
        people.coordinator, "password", lasts=timedelta(hours=1), at=datetime.now(UTC)
    )
    db.session.commit()

    visitor.post(f"/password/reset/{token}", {"new_password": "seven tall reeds in the wind"})

    assert open_sign_ins(people.coordinator) == 0
    visitor.get("/login/code")
