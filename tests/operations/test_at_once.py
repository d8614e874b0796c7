"""What only shows where each request has a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from lms.accounts import actions
from lms.accounts.models import Attempt, SignIn, User
from lms.audit import actions as audit
from lms.audit.models import AuditEvent
from lms.class_sessions.check_in import code_at
from lms.db import db
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import Purpose
from tests.class_sessions.factories import NEW as TIMETABLE
from tests.class_sessions.factories import a_session, address, all_sessions, check_in, record
from tests.people import PASSWORD, People, a_person, enrolment_of
from tests.visitor import Visitor, fresh

pytestmark = pytest.mark.long

NEW = "other words in a line"


def test_a_page_that_is_looked_at_changes_no_row(own_app: Flask) -> None:
    ana = a_person("ana")
    db.session.commit()
    called_anew = update(User).where(User.id == ana.id).values(name="Somebody else")

    with own_app.test_request_context("/"), pytest.raises(DBAPIError, match=r"read.?only"):
        db.session.execute(called_anew)

    db.session.rollback()
    assert fresh(ana).name == "Ana Example"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_must_write_can(own_app: Flask, method: str) -> None:
    ana = a_person("ana")
    db.session.commit()

    with own_app.test_request_context("/", method=method):
        if method == "GET":
            db.write_in_a_get()
        db.session.execute(update(User).where(User.id == ana.id).values(name="Ana Maria"))
        db.session.commit()

    assert fresh(ana).name == "Ana Maria"


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


def test_of_four_hands_that_check_in_one_marks(own_app: Flask) -> None:
    people = People()
    now = datetime.now(UTC)
    session = a_session(people.edition, starts_at=now, has_check_in=True)
    visitors = [_signed_in(own_app, people.trainee) for _ in range(4)]
    code, path = code_at(session, now), check_in(session)
    forms = [{"code": code, "csrf_token": visitor.token()} for visitor in visitors]

    def press(visitor: Visitor, form: dict[str, str]) -> int:
        return visitor.client.post(path, data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, visitors, forms))

    assert answers == [303] * 4
    assert len(record(session)) == 1


def test_of_two_registers_saved_at_once_the_second_is_shown_the_first(own_app: Flask) -> None:
    people = People()
    session, trainee = a_session(people.edition), people.trainee
    number = enrolment_of(trainee, people.edition).id
    visitors = [_signed_in(own_app, who) for who in (people.trainer, people.coordinator)]
    path, shown = address(session), {"shown": f"{number}.0.present.-"}
    forms = [
        shown | {f"mark-{number}": status, "csrf_token": visitor.token()}
        for visitor, status in zip(visitors, ("late", "absent"), strict=True)
    ]

    def save(visitor: Visitor, form: dict[str, str]) -> int:
        return visitor.client.post(path, data=form).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(save, visitors, forms))

    assert answers == [303, 409]
    assert len(record(session)) == 1


def test_two_clicks_make_one_timetable(own_app: Flask) -> None:
    people = People()
    here = f"/editions/{people.edition.id}/timetable"
    visitors = [_signed_in(own_app, people.coordinator) for _ in range(3)]
    forms = [TIMETABLE | {"csrf_token": visitor.token()} for visitor in visitors]

    with ThreadPoolExecutor(3) as pool:
        answers = list(
            pool.map(
                lambda visitor, form: visitor.client.post(here, data=form).status_code,
                visitors,
                forms,
            )
        )

    assert answers == [303] * 3
    assert len(all_sessions()) == 10


def test_a_calendar_that_is_not_there_is_counted_though_reading_changes_nothing_else(
    own_app: Flask,
) -> None:
    people, visitor = People(), Visitor(own_app)
    token = feeds.make(people.trainee, Purpose.CALENDAR, at=datetime.now(UTC))

    for _ in range(2):
        visitor.get(f"/calendar/{token[::-1]}.ics", status=404)
    visitor.get(f"/calendar/{token}.ics")

    assert db.session.scalar(select(func.count(Attempt.id))) == 2


def _signed_in(app: Flask, person: User) -> Visitor:
    visitor = Visitor(app)
    visitor.post("/login", {"email": person.email, "password": PASSWORD})
    return visitor


def test_of_fifty_hands_that_write_in_one_record_none_makes_a_fork(own_app: Flask) -> None:
    def write(number: int) -> None:
        with own_app.app_context():
            said = {"chain": "placement:1", "by_id": None, "at": datetime.now(UTC)}
            audit.note("entry.written", f"placement {number}", **said)
            audit.note("entry.submitted", f"placement {number}", **said)
            db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(50)))

    (head,) = audit.verify()
    assert isinstance(head, audit.Head)
    assert head.number == 100
    assert len(set(db.session.scalars(select(AuditEvent.thing)))) == 50
