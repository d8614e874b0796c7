"""What waits at whom, delays that trainees report, and who stands in."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import LogEntry
from lms.notifications.models import Notice
from lms.placements.models import SupervisorAssignment
from lms.workload.models import DelayReport
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor


def a_waiting(people: People, days: int) -> LogEntry:
    at = datetime.now(UTC) - timedelta(days=days)
    return an_entry(a_placement(people, days_ago=40), state="submitted", at=at)


def cells(visitor: Visitor) -> list[list[str]]:
    return [
        [" ".join(node.to_text().split()) for node in row.query("th, td")]
        for row in visitor.all("tbody tr")
    ]


def page_of(people: People) -> str:
    return f"/editions/{people.edition.id}/workload"


def delay(entry: LogEntry) -> str:
    return f"/placements/{entry.placement_id}/entries/{entry.id}/delay"


def test_the_coordinator_sees_what_waits_at_whom(visitor: Visitor, people: People) -> None:
    entry = a_waiting(people, 28)
    an_entry(entry.placement, state="submitted")

    visitor.signed_in(people.coordinator).get(page_of(people))

    assert cells(visitor) == [["Sofia Example", "1", "2", "10", "1", "1", "1"]]
    assert "Waiting too long" in visitor.text()
    assert "Ana Example" in visitor.text()


def test_nothing_waits_too_long_before_fifteen_working_days(
    visitor: Visitor, people: People
) -> None:
    a_waiting(people, 14)
    visitor.signed_in(people.coordinator).get(page_of(people))
    assert "Waiting too long" not in visitor.text()


def test_a_delay_is_reported_once_and_reaches_the_coordinator(
    visitor: Visitor, people: People
) -> None:
    entry = a_waiting(people, 28)
    assert people.coordinator
    visitor.signed_in(people.trainee).get(f"/placements/{entry.placement_id}/entries/{entry.id}")
    assert "Report the delay" in visitor.text()

    for _ in range(2):
        visitor.post(delay(entry))

    assert len(db.session.scalars(select(DelayReport)).all()) == 1
    notices = db.session.scalars(select(Notice)).all()
    assert [(row.user_id, row.kind) for row in notices] == [(people.coordinator.id, "delay")]
    visitor.signed_in(people.coordinator).get(page_of(people))
    assert "delay reported" in visitor.text()


@pytest.mark.parametrize(
    ("who", "days", "status"),
    [
        ("trainee", 14, 403),
        ("supervisor", 28, 403),
        ("classmate", 28, 404),
        ("trainee", 28, 303),
    ],
)
def test_only_the_author_reports_and_only_a_delay(
    visitor: Visitor, people: People, who: str, days: int, status: int
) -> None:
    entry = a_waiting(people, days)
    visitor.signed_in(getattr(people, who)).post(delay(entry), status=status)
    assert len(db.session.scalars(select(DelayReport)).all()) == (status == 303)


def a_form(people: People, **changes: object) -> dict[str, object]:
    plain = {
        "away": people.supervisor.id,
        "stand_in": people.other_supervisor.id,
        "from_on": today(),
        "until_on": today() + timedelta(days=13),
    }
    return plain | changes


def test_cover_opens_the_desk_to_who_stands_in_and_ends_by_itself(
    visitor: Visitor, people: People
) -> None:
    entry = a_waiting(people, 3)
    visitor.signed_in(people.other_supervisor).get(f"/reviews/{entry.id}", status=404)

    for _ in range(2):
        visitor.signed_in(people.coordinator).post(f"{page_of(people)}/covers", a_form(people))

    visitor.get(page_of(people))
    assert "Sergio Example stands in for Sofia Example" in visitor.text()
    visitor.signed_in(people.other_supervisor).get("/reviews?show=covering")
    assert len(visitor.all("ul.rows > li")) == 1
    rows = db.session.scalars(
        select(SupervisorAssignment).where(SupervisorAssignment.role == "cover")
    )
    row = rows.one()
    row.from_on = row.until_on = today() - timedelta(days=1)
    db.session.commit()
    visitor.get(f"/reviews/{entry.id}", status=404)


def test_wrong_days_are_refused_and_kept(visitor: Visitor, people: People) -> None:
    a_waiting(people, 3)
    before = today() - timedelta(days=1)

    visitor.signed_in(people.coordinator).post(
        f"{page_of(people)}/covers", a_form(people, until_on=before), status=422
    )

    assert "The last day comes before the first." in visitor.text()
    assert f'value="{before}"' in visitor.page.to_html()


def test_nobody_else_arranges_cover(visitor: Visitor, people: People) -> None:
    a_waiting(people, 3)
    for who, status in ((people.supervisor, 403), (people.other_coordinator, 404)):
        visitor.signed_in(who).post(f"{page_of(people)}/covers", a_form(people), status=status)
    query = select(SupervisorAssignment).where(SupervisorAssignment.role == "cover")
    assert db.session.scalars(query).all() == []
