"""The record of acts: it grows, it is chained, and a change or a gap shows."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from lms.audit import actions
from lms.audit.actions import Break, Head
from lms.audit.models import AuditEvent
from lms.db import db
from tests.people import People
from tests.visitor import Visitor

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def events() -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def without_triggers() -> None:
    """What somebody can do who owns the database file."""
    if db.engine.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            db.session.execute(text(f"DROP TRIGGER audit_event_no_{verb}"))
    else:
        db.session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER audit_event_only_grows"))


def three(app: Flask) -> None:
    for number in range(3):
        actions.note("role.granted", f"user {number}", by_id=None, at=AT, role="coordinator")
    db.session.commit()


def test_each_event_follows_from_the_one_before(app: Flask) -> None:
    three(app)
    first, second, third = events()
    assert [row.number for row in (first, second, third)] == [1, 2, 3]
    assert second.digest == actions.digest_of(second, first.digest)
    assert list(actions.verify()) == [Head("site", 3, third.digest)]


def test_a_moment_of_another_zone_is_read_again_as_it_was_sealed(app: Flask) -> None:
    """Rows keep moments in UTC, whatever the clock of who noted it."""
    kolkata = AT.astimezone(ZoneInfo("Asia/Kolkata"))
    actions.note("role.granted", "user 1", by_id=None, at=kolkata, role="coordinator")
    db.session.commit()
    db.session.expire_all()

    assert [type(row) for row in actions.verify()] == [Head]


def test_chains_are_counted_apart(app: Flask) -> None:
    three(app)
    actions.note("gate.opened", "milestone m1", by_id=None, at=AT, chain="placement:7")
    heads = list(actions.verify())
    assert [(row.chain, row.number) for row in heads] == [("placement:7", 1), ("site", 3)]


@pytest.mark.parametrize(
    "change",
    [
        update(AuditEvent).values(thing="user 99").where(AuditEvent.number == 2),
        delete(AuditEvent).where(AuditEvent.number == 2),
    ],
    ids=["changed", "deleted"],
)
def test_the_database_refuses_to_change_it(app: Flask, change: object) -> None:
    three(app)
    with pytest.raises(DatabaseError, match="the record only grows"), db.session.begin_nested():
        db.session.execute(change)  # type: ignore[call-overload]  # an update or a delete
    assert len(events()) == 3


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        (update(AuditEvent).values(thing="user 99").where(AuditEvent.number == 2), 2),
        (update(AuditEvent).values(actor_id=None, act="x").where(AuditEvent.number == 1), 1),
        (delete(AuditEvent).where(AuditEvent.number == 2), 2),
    ],
    ids=["one word", "the first act", "a gap"],
)
def test_what_was_changed_behind_its_back_shows(app: Flask, change: object, broken_at: int) -> None:
    three(app)
    without_triggers()
    db.session.execute(change)  # type: ignore[call-overload]  # an update or a delete
    assert list(actions.verify()) == [Break("site", broken_at)]


def test_events_in_another_order_show(app: Flask) -> None:
    three(app)
    without_triggers()
    for before, after in ((2, 99), (3, 2), (99, 3)):
        moved = update(AuditEvent).values(number=after).where(AuditEvent.number == before)
        db.session.execute(moved)
    assert list(actions.verify()) == [Break("site", 2)]


def test_a_record_that_was_cut_off_is_whole_but_not_the_one_whose_head_was_printed(
    app: Flask,
) -> None:
    three(app)
    printed = Head("site", 3, events()[-1].digest)
    words = [str(word) for word in printed]
    told = app.test_cli_runner().invoke(args=["audit", "verify", "--head", *words])
    assert (told.exit_code, "gone" in told.output) == (0, False)

    without_triggers()
    db.session.execute(delete(AuditEvent).where(AuditEvent.number == 3))
    db.session.commit()

    assert [type(found) for found in actions.verify()] == [Head]
    told = app.test_cli_runner().invoke(args=["audit", "verify", "--head", *words])
    assert (told.exit_code, told.output.splitlines()[-1]) == (
        1,
        "site: event 3 is gone or is another one",
    )


def test_what_is_undone_leaves_the_chain_as_it_was(app: Flask) -> None:
    three(app)
    savepoint = db.session.begin_nested()
    actions.note("role.granted", "user 7", by_id=None, at=AT)
    savepoint.rollback()

    actions.note("role.granted", "user 8", by_id=None, at=AT)
    db.session.commit()

    assert [(row.number, row.thing) for row in events()][2:] == [(3, "user 2"), (4, "user 8")]
    assert [type(found) for found in actions.verify()] == [Head]


def test_the_command_prints_heads_and_fails_on_a_break(app: Flask) -> None:
    three(app)
    head = events()[-1].digest
    whole = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (whole.exit_code, whole.output) == (0, f"site: 3 events, head {head}\n")

    without_triggers()
    db.session.execute(delete(AuditEvent).where(AuditEvent.number == 1))
    db.session.commit()
    broken = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (broken.exit_code, broken.output) == (1, "site: BROKEN at event 1\n")


def test_a_role_on_the_site_is_on_record_with_who_gave_it(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator)
    form = {"email": "nadia@people.example", "name": "Nadia", "site_role": "coordinator"}
    visitor.post("/admin/people", form)
    visitor.post("/admin/people", form)  # the role is not new any more

    (row,) = events()
    assert (row.act, row.actor_id, row.details) == (
        "role.granted",
        people.administrator.id,
        {"role": "coordinator"},
    )
    visitor.get("/admin/audit")
    assert "Role given" in visitor.text()
    assert people.administrator.name in visitor.text()


def test_the_record_is_read_page_by_page(visitor: Visitor, people: People) -> None:
    for number in range(51):
        actions.note("role.granted", f"user {number}", by_id=None, at=AT)
    db.session.commit()

    visitor.signed_in(people.administrator).get("/admin/audit")
    assert len(visitor.all(".timeline-item")) == 50
    statements = visitor.statements
    visitor.get("/admin/audit?before=2")

    assert len(visitor.all(".timeline-item")) == 1
    assert visitor.statements == statements
