"""When a month has closed, both who keep a record get its head; it is the head of then."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEvent
from lms.db import db
from lms.jobs.models import Job
from lms.notifications import digest
from lms.notifications.actions import choose
from lms.notifications.models import Category, How
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.signoffs.checking import checked
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People

WHEN = datetime.now(UTC).replace(day=10)
NEXT = (WHEN.replace(day=28) + timedelta(days=10)).replace(day=1, hour=12)


@pytest.fixture
def placement(people: People) -> Placement:
    placement = a_placement(people)
    an_entry(placement, state="submitted", at=WHEN)
    return placement


def mails() -> dict[str, str]:
    rows = [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]
    return {row["to"]: row["body"] for row in rows if "head " in row.get("body", "")}


def last_event(placement: Placement) -> AuditEvent:
    query = select(AuditEvent).where(AuditEvent.chain == chain_of(placement.id))
    return db.session.scalars(query.order_by(AuditEvent.number.desc())).first() or pytest.fail(
        "no event"
    )


def test_trainee_and_supervisor_get_the_head_once(people: People, placement: Placement) -> None:
    head = last_event(placement)
    digest.send(NEXT)
    digest.send(NEXT + timedelta(days=1))

    assert set(mails()) == {people.trainee.email, people.supervisor.email}
    for body in mails().values():
        assert body.count(f"event no. {head.number}, head {head.digest}") == 1
        assert f"/placements/{placement.id}" in body
    found = checked(placement.id, head.number, head.digest)
    assert found
    assert found.later == 0


def test_it_is_the_head_of_the_end_of_the_month(placement: Placement) -> None:
    head = last_event(placement)
    an_entry(placement, at=NEXT.replace(hour=1))
    assert last_event(placement).number > head.number
    digest.send(NEXT)
    assert all(head.digest in body for body in mails().values())
    assert len(mails()) == 2


def test_a_month_without_an_act_says_nothing(placement: Placement) -> None:
    later = (NEXT.replace(day=28) + timedelta(days=10)).replace(day=1)
    digest.send(later)
    assert mails() == {}


def test_a_mail_of_the_week_has_it_and_who_wants_none_gets_none(
    people: People, placement: Placement
) -> None:
    choose(people.trainee, {Category.WORK: How.WEEKLY})
    choose(people.supervisor, {Category.WORK: How.NEVER})
    for day in range(9):
        digest.send(NEXT + timedelta(days=day))
    assert list(mails()) == [people.trainee.email]
