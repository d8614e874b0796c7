from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import second_factor
from lms.accounts.actions import FIRST_ADMINISTRATOR, invite_first_administrator
from lms.accounts.models import User
from lms.db import db
from tests.people import PASSWORD, People
from tests.visitor import Visitor


def flask(app: Flask, *arguments: str, status: int = 0) -> str:
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == status, done.output
    return done.output


def invited(app: Flask, *arguments: str) -> str:
    """Path of the link that an invitation printed."""
    return urlsplit(flask(app, "people", "invite", *arguments).strip()).path


def test_who_is_invited_opens_the_account_with_the_link(app: Flask, visitor: Visitor) -> None:
    path = invited(app, "New@People.example", "--role", "coordinator", "--name", "Nadia New")

    visitor.get(path)
    assert "new@people.example" in visitor.text()
    visitor.post(path, {"name": "Nadia New", "new_password": PASSWORD})

    person = db.session.scalars(select(User)).one()
    assert (person.email, person.site_role, person.language) == (
        "new@people.example",
        "coordinator",
        "en",
    )
    visitor.get("/settings")


def test_a_second_invitation_ends_the_first(app: Flask, visitor: Visitor) -> None:
    first, second = (invited(app, "new@people.example") for _ in range(2))

    visitor.get(first, status=410)
    visitor.get(second)


@pytest.mark.parametrize(
    "arguments",
    [(), ("x@people.example", "--role", "king"), ("x@people.example", "--language", "xx")],
)
def test_what_cannot_be_understood_fails(app: Flask, arguments: tuple[str, ...]) -> None:
    said = flask(app, "people", "invite", *arguments, status=2)

    assert "Error: " in said
    assert db.session.scalars(select(User)).all() == []


def test_the_list_names_everybody(app: Flask, people: People) -> None:
    lines = [f"{people.administrator.email}\tadministrator\tactive"]
    lines.append(f"{people.stranger.email}\t-\tactive")

    assert flask(app, "people", "list").splitlines() == lines


@pytest.mark.parametrize(
    "command",
    [
        ("people", "invite"),
        ("people", "list"),
        ("content", "check"),
        ("schema", "upgrade"),
        ("schema", "downgrade"),
        ("backup",),
        ("restore",),
        ("worker",),
    ],
)
def test_every_command_explains_itself(app: Flask, command: tuple[str, ...]) -> None:
    assert "Usage: " in flask(app, *command, "--help")


def test_the_first_administrator_writes_their_own_address(
    app: Flask, visitor: Visitor, people: People
) -> None:
    taken = people.stranger.email
    token = invite_first_administrator(language="es", at=people.stranger.created_at)
    db.session.commit()
    path = f"/invitations/{token}"

    visitor.get(path)
    visitor.post(path, {"name": "Ada", "new_password": PASSWORD, "email": taken}, status=422)
    assert "There is an account with this address already." in visitor.text()
    visitor.post(path, {"name": "Ada", "new_password": PASSWORD, "email": "Ada@people.example"})

    person = db.session.scalars(select(User).where(User.name == "Ada")).one()
    assert (person.email, person.site_role) == ("ada@people.example", "administrator")
    assert db.session.scalars(select(User).where(User.email == FIRST_ADMINISTRATOR)).all() == []


def test_nobody_else_can_choose_an_address(app: Flask, visitor: Visitor) -> None:
    path = invited(app, "new@people.example")

    visitor.post(path, {"name": "Nadia", "new_password": PASSWORD, "email": "other@people.example"})

    assert db.session.scalars(select(User.email)).all() == ["new@people.example"]


def test_a_lost_phone_is_forgotten_from_the_command_line(app: Flask, people: People) -> None:
    second_factor.begin(people.coordinator, at=datetime.now(UTC)).confirmed_at = datetime.now(UTC)
    db.session.commit()

    said = flask(app, "people", "forget-second-step", people.coordinator.email)

    assert said == f"The second step of {people.coordinator.email} is off.\n"
    assert not second_factor.has_factor(people.coordinator)
    again = flask(app, "people", "forget-second-step", people.coordinator.email, status=1)
    assert "has no second step" in again
