"""A large file is made by the worker, for who asked alone; a small one is given out at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.exports import actions
from lms.exports.models import Export
from lms.files.storage import storage
from lms.follow_up import views as follow_up
from lms.gradebook.views import exports as gradebook
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from lms.materials.views import exchange
from tests.class_sessions.factories import a_class
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def edition(people: People, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three trainees are many here."""
    for feature in (gradebook, follow_up, exchange):
        monkeypatch.setattr(feature, "LARGE", 2 if feature is not exchange else -1)
    a_class(people.edition, 3)
    return f"/editions/{people.edition.id}"


def work(visitor: Visitor) -> None:
    for number in db.session.scalars(select(Job.id).where(Job.kind == actions.MAKE)).all():
        with visitor.app.app_context():
            assert jobs.run(number, at=clock.now()), last_error(number)


def last_error(number: int) -> str:
    return db.session.get_one(Job, number).last_error


@pytest.mark.parametrize("kind", ["gradebook.csv", "gradebook.xlsx", "progress.csv"])
def test_a_small_one_is_given_out_at_once(visitor: Visitor, people: People, kind: str) -> None:
    a_class(people.edition, 3)
    answer = visitor.signed_in(people.coordinator).get(f"/editions/{people.edition.id}/{kind}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert db.session.scalar(select(func.count(Export.id))) == 0


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("gradebook.csv", b"\xef\xbb\xbf"),
        ("gradebook.xlsx", b"PK"),
        ("progress.csv", b"\xef\xbb\xbf"),
        ("materials.zip", b"PK"),
    ],
)
def test_a_large_one_is_asked_for_made_and_fetched(
    visitor: Visitor, people: People, edition: str, kind: str, begins: bytes
) -> None:
    visitor.signed_in(people.coordinator)
    lead = visitor.get(f"{edition}/{kind}", status=303).location
    visitor.get(lead)
    assert "This file is large." in visitor.text()

    page = visitor.post(f"{edition}/exports", {"kind": kind}).location
    visitor.get(page)
    assert "It is being made since" in visitor.text()
    assert visitor.get(f"{page}/file", status=303).location == page
    work(visitor)
    visitor.get(page)
    assert "Download (" in visitor.text()

    file = visitor.get(f"{page}/file")
    assert file.data.startswith(begins)
    assert kind.rpartition(".")[2] in file.headers["Content-Disposition"]
    assert file.content_length == len(file.data)


def test_it_holds_what_the_page_would_have_given(
    visitor: Visitor, people: People, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.coordinator.language = "es"
    db.session.commit()
    visitor.signed_in(people.coordinator)
    page = visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location
    work(visitor)
    prepared = visitor.get(f"{page}/file").data

    monkeypatch.setattr(gradebook, "LARGE", 500)

    assert prepared == visitor.get(f"{edition}/gradebook.csv").data
    assert prepared.decode("utf-8-sig").startswith("Participante;"), "in the reader's language"


def test_what_was_narrowed_down_stays_narrow(
    visitor: Visitor, people: People, edition: str
) -> None:
    assert people.supervisor
    visitor.signed_in(people.coordinator)
    lead = visitor.get(f"{edition}/progress.csv?show=waiting", status=303).location
    assert "show=waiting" in lead
    page = visitor.post(f"{edition}/exports", {"kind": "progress.csv", "show": "silent"}).location
    work(visitor)

    assert len(visitor.get(f"{page}/file").text.splitlines()) == 1, "nobody is silent yet"


def test_a_second_click_asks_for_nothing_new(
    visitor: Visitor, people: People, edition: str
) -> None:
    visitor.signed_in(people.coordinator)
    first = visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location
    assert visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location == first
    assert visitor.post(f"{edition}/exports", {"kind": "progress.csv"}).location != first
    work(visitor)
    assert visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location != first


def test_nobody_else_finds_it_and_who_may_no_longer_see_it_does_not_get_it(
    visitor: Visitor, people: People, edition: str
) -> None:
    visitor.signed_in(people.trainer)
    page = visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location
    work(visitor)
    visitor.get(f"{page}/file")
    for who in (people.coordinator, people.trainee):
        for rest in ("", "/file"):
            visitor.signed_in(who).get(f"{page}{rest}", status=404)

    role = select(Enrolment).where(
        Enrolment.user_id == people.trainer.id, Enrolment.role == Role.TRAINER
    )
    db.session.scalars(role).one().ended_at = datetime.now(UTC)
    db.session.commit()
    visitor.signed_in(people.trainer).get(f"{page}/file", status=404)


@pytest.mark.parametrize(("kind", "status"), [("gradebook.csv", 403), ("secrets", 404)])
def test_a_trainee_can_have_none_made(
    visitor: Visitor, people: People, edition: str, kind: str, status: int
) -> None:
    visitor.signed_in(people.trainee)
    visitor.get(f"{edition}/exports/new?kind={kind}", status=status)
    visitor.post(f"{edition}/exports", {"kind": kind}, status=status)


def test_one_that_fails_for_good_says_so(visitor: Visitor, people: People, edition: str) -> None:
    visitor.signed_in(people.coordinator)
    page = visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location
    db.session.scalars(select(Job).where(Job.kind == actions.MAKE)).one().state = "dead"
    db.session.commit()

    visitor.get(page)

    assert "It could not be made." in visitor.text()
    assert visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location != page


def test_it_is_forgotten_after_a_day(visitor: Visitor, people: People, edition: str) -> None:
    visitor.signed_in(people.coordinator)
    page = visitor.post(f"{edition}/exports", {"kind": "gradebook.csv"}).location
    work(visitor)
    now = datetime.now(UTC)

    assert storage().sizes(page[1:]), "control"
    actions.forget_old(at=now + timedelta(hours=23))
    db.session.commit()
    visitor.get(f"{page}/file")
    actions.forget_old(at=now + timedelta(hours=25))
    db.session.commit()

    visitor.get(page, status=404)
    assert storage().sizes(page[1:]) == {}
