"""Two changes that wait for each other: the database ends one of them, and it is made anew."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask, flash, request
from sqlalchemy import text, update

from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.db import db
from tests.people import a_person
from tests.visitor import Visitor, fresh

pytestmark = pytest.mark.usefixtures("_on_postgresql")
MEETS = "/as-it-happens"


@pytest.fixture
def _on_postgresql(own_app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite's writers stand in line, so they never wait for each other")


@pytest.fixture
def tries(own_app: Flask) -> list[str]:
    """Who came to the second of two rows that others want in another order, and how often."""
    came: list[str] = []
    both_have_one = Barrier(2)

    @open_to(Audience.EVERYONE)
    def in_this_order() -> str:
        mine, first, second = request.form["name"], *request.form.getlist("row")
        db.session.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        _rename(first, mine)
        came.append(mine)
        if came.count(mine) == 1:
            both_have_one.wait(timeout=10)
        _rename(second, mine)
        flash(f"renamed by {mine}")
        return "done"

    own_app.add_url_rule(MEETS, "as_it_happens", in_this_order, methods=["POST"])
    return came


def _rename(number: str, name: str) -> None:
    db.session.execute(update(User).where(User.id == int(number)).values(name=name))


def _both_at_once(app: Flask, people: list[User]) -> list[tuple[int, str]]:
    """They change the same two rows, each from the other end."""
    visitors = [Visitor(app), Visitor(app)]
    rows = [[one.id for one in people], [one.id for one in reversed(people)]]
    forms = [
        {"name": name, "row": row, "csrf_token": visitor.token()}
        for name, row, visitor in zip(("Ana", "Bo"), rows, visitors, strict=True)
    ]

    def send(pair: tuple[Visitor, dict[str, object]]) -> tuple[int, str]:
        answer = pair[0].client.post(MEETS, data=pair[1])
        with pair[0].client.session_transaction() as kept:
            return answer.status_code, str(kept.get("_flashes"))

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send, zip(visitors, forms, strict=True)))


def test_both_are_made_and_each_is_told_once(own_app: Flask, tries: list[str]) -> None:
    people = [a_person("ana"), a_person("bo")]
    db.session.commit()

    answers = _both_at_once(own_app, people)

    assert [status for status, _told in answers] == [200, 200]
    assert [told.count("renamed by") for _status, told in answers] == [1, 1]
    assert len(tries) == 3
    last = tries[-1]
    assert [fresh(one).name for one in people] == [last, last]


def test_a_third_time_is_the_last(
    own_app: Flask, tries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [a_person("ana"), a_person("bo")]
    db.session.commit()
    monkeypatch.setattr("lms.again.TIMES", 1)

    answers = _both_at_once(own_app, people)

    assert sorted(status for status, _told in answers) == [200, 503]
    assert len(tries) == 2
