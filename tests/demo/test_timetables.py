"""The classes of the demo world were held, marked and mended, and go on next week."""

from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from lms.class_sessions.models import Attendance, AttendanceChange, ClassSession
from lms.class_sessions.rates import records_in
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from tests.demo.conftest import LOADED_AT, someone


def sessions_of(trainee: str) -> list[ClassSession]:
    mine = _traineeship(trainee).edition_id
    query = select(ClassSession).where(ClassSession.edition_id == mine)
    return list(db.session.scalars(query.order_by(ClassSession.starts_at)))


def test_the_trainee_s_class_is_held_and_goes_on(app: Flask) -> None:
    sessions = sessions_of("trainee")

    assert [row.day for row in sessions[:10]] == [f"cluster-broker/a{n}" for n in range(1, 11)]
    kinds = Counter(row.kind for row in sessions[10:])
    assert kinds == {"online": 5, "supervision": 1, "defence": 1}
    next_week = [row for row in sessions if 0 < (row.starts_at - LOADED_AT).days < 12]
    assert len(next_week) >= 2


def test_one_evening_was_cancelled_with_its_reason(app: Flask) -> None:
    [cancelled] = [row for row in sessions_of("trainee") if row.cancelled_at]

    assert cancelled.cancelled_why.startswith("The line to the institute is down")
    assert cancelled.marked_at is None
    assert cancelled.cancelled_at is not None
    assert cancelled.cancelled_at < cancelled.starts_at < LOADED_AT


def test_registers_have_believable_exceptions(app: Flask) -> None:
    rows = db.session.execute(select(Attendance.status, func.count()).group_by(Attendance.status))
    counts = {status: count for status, count in rows}  # noqa: C416  # rows are no pairs to mypy

    assert set(counts) == {"present", "late", "excused", "absent"}
    assert counts["present"] > 6 * sum(counts[name] for name in ("late", "excused", "absent"))
    trainee = _traineeship("trainee")
    share = records_in(trainee.edition, [trainee])[trainee.id].so_far
    assert share.percent is not None
    assert 90 <= share.percent < 100


def test_one_mark_was_put_right_and_the_first_one_is_on_record(app: Flask) -> None:
    yader = _traineeship("yader")
    rows = db.session.scalars(
        select(AttendanceChange)
        .where(AttendanceChange.enrolment_id == yader.id)
        .order_by(AttendanceChange.id)
    ).all()
    twice = Counter(row.session_id for row in rows).most_common(1)[0][0]

    assert [row.status for row in rows if row.session_id == twice] == ["absent", "excused"]


def test_everything_that_is_over_is_marked_but_one_class(app: Flask) -> None:
    left = [
        row
        for row in db.session.scalars(select(ClassSession))
        if row.ends_at < LOADED_AT - timedelta(minutes=5)
        and row.marked_at is None
        and row.cancelled_at is None
    ]

    assert len(left) <= 1
    marked = db.session.scalars(select(func.max(Attendance.marked_at))).one()
    assert marked < LOADED_AT


def _traineeship(name: str) -> Enrolment:
    row = db.session.scalars(
        select(Enrolment).where(
            Enrolment.user_id == someone(name).id, Enrolment.role == Role.TRAINEE.value
        )
    ).one()
    row.edition = db.session.get_one(Edition, row.edition_id)
    return row
