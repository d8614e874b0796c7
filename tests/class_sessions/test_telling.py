"""Who is in an edition hears when a session changes: in one line, at once if it is near."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.jobs.models import Job
from lms.notifications import digest
from tests.class_sessions.factories import a_session
from tests.people import People
from tests.visitor import Visitor


def letters() -> list[dict[str, Any]]:
    return [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]


def form(session: ClassSession, **changes: str) -> dict[str, str]:
    here = session.starts_at.astimezone(session.zone)
    return {
        "version": str(session.version),
        "day": session.day or "",
        "title": session.title,
        "kind": session.kind,
        "date": here.date().isoformat(),
        "starts": f"{here:%H:%M}",
        "minutes": str(session.minutes),
        "room": session.room,
        "link": session.link,
    } | changes


@pytest.mark.parametrize(("days", "at_once"), [(1, True), (20, False)])
def test_a_new_room_is_told_to_everybody_in_the_edition(
    visitor: Visitor, people: People, now: datetime, days: int, at_once: bool
) -> None:
    for name in ("trainee", "supervisor"):
        assert getattr(people, name)
    session = a_session(people.edition, starts_in=timedelta(days=days))
    path = f"/editions/{people.edition.id}/sessions/{session.id}"
    visitor.signed_in(people.coordinator)

    visitor.post(path, form(session, room="Hall 9"))

    assert len(letters()) == (3 if at_once else 0)
    digest.send(now.replace(hour=13) + timedelta(days=1))
    mine = [row["body"] for row in letters() if row["to"] == people.trainee.email]
    said = [body for body in mine if "Hall 9" in body]
    assert len(said) == 1
    assert "Changed: Counting looms together is on" in said[0]


def test_a_cancellation_says_why(visitor: Visitor, people: People) -> None:
    assert people.trainee
    session = a_session(people.edition, starts_in=timedelta(days=1))
    path = f"/editions/{people.edition.id}/sessions/{session.id}"
    visitor.signed_in(people.coordinator)

    visitor.post(f"{path}/cancellation", {"why": "The bridge is closed."})
    visitor.post(f"{path}/cancellation", {"why": "The bridge is closed."})

    mine = [row for row in letters() if row["to"] == people.trainee.email]
    assert len(mine) == 1
    assert "The bridge is closed." in mine[0]["body"]


def test_what_is_over_or_stays_the_same_is_no_news(visitor: Visitor, people: People) -> None:
    assert people.trainee
    over = a_session(people.edition, starts_in=timedelta(days=-3))
    same = a_session(people.edition, starts_in=timedelta(days=1))
    visitor.signed_in(people.coordinator)

    for session, room in ((over, "Hall 9"), (same, same.room)):
        path = f"/editions/{people.edition.id}/sessions/{session.id}"
        visitor.post(path, form(session, room=room))

    assert letters() == []
