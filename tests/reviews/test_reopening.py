"""A coordinator opens an approved entry again, with a reason that both others read."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEvent
from lms.db import db
from lms.editions.models import Role
from lms.logbook.models import HourLedger, LogEntry, Review
from lms.notifications.models import Notice
from lms.reviews import actions
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, enrol
from tests.visitor import Visitor

WHY = "The association says that nobody came that day; ask who was there."


def an_approved_entry(people: People, *, days_ago: int = 10) -> LogEntry:
    """Long after a supervisor could open it again."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    entry = an_entry(a_placement(people), state="submitted", at=at)
    assert entry.current_id
    actions.approve(
        entry, version=entry.current_id, by=people.supervisor, minutes=90, comment="", at=at
    )
    db.session.commit()
    return entry


def page(entry: LogEntry, rest: str = "/reopening") -> str:
    return f"/placements/{entry.placement_id}/entries/{entry.id}{rest}"


def form_of(entry: LogEntry, reason: str = WHY) -> dict[str, object]:
    return {"version": entry.current_id, "reason": reason}


def standing(entry: LogEntry) -> tuple[str, list[int]]:
    """Its state, and the lines of the ledger about it."""
    state = select(LogEntry.state).where(LogEntry.id == entry.id)
    lines = select(HourLedger.minutes).where(HourLedger.entry_id == entry.id)
    return db.session.scalars(state).one(), list(db.session.scalars(lines.order_by(HourLedger.id)))


def test_it_goes_back_with_its_hours_and_both_are_told(visitor: Visitor, people: People) -> None:
    entry = an_approved_entry(people)
    visitor.signed_in(people.coordinator).get(page(entry, ""))
    assert visitor.all(f"a[href='{page(entry)}']")
    visitor.get(page(entry))

    visitor.post(page(entry), form_of(entry))

    assert standing(entry) == ("returned", [90, -90])
    told = db.session.execute(select(Notice.user_id, Notice.kind).order_by(Notice.user_id))
    assert sorted(told.all()) == sorted(
        (person.id, "entry_reopened") for person in (people.trainee, people.supervisor)
    )
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last
    assert (last.act, last.actor_id) == ("entry.reopened", people.coordinator.id)
    visitor.signed_in(people.trainee).get(page(entry, ""))
    assert WHY in visitor.text()
    assert "Opened again" in visitor.text()


def test_twice_is_once(visitor: Visitor, people: People) -> None:
    entry = an_approved_entry(people)
    form = form_of(entry)
    visitor.signed_in(people.coordinator).post(page(entry), form)
    visitor.post(page(entry), form, status=409)
    assert "Nothing was changed: this entry is not approved now." in visitor.text()
    assert visitor.all("textarea[name=reason]")[0].typed() == WHY
    assert standing(entry) == ("returned", [90, -90])


def test_a_word_is_no_reason(visitor: Visitor, people: People) -> None:
    entry = an_approved_entry(people)
    visitor.signed_in(people.coordinator).post(page(entry), form_of(entry, "No."), status=422)
    assert "Say it in a sentence." in visitor.text()
    assert visitor.all("textarea[name=reason]")[0].typed() == "No."
    assert standing(entry) == ("approved", [90])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainee", 403),
        ("supervisor", 403),
        ("assessor", 403),
        ("classmate", 404),
        ("other_coordinator", 404),
    ],
)
def test_nobody_else_opens_it(visitor: Visitor, people: People, who: str, status: int) -> None:
    entry = an_approved_entry(people)
    visitor.signed_in(getattr(people, who)).post(page(entry), form_of(entry), status=status)
    assert standing(entry) == ("approved", [90])


def test_a_coordinator_who_learns_here_too_opens_nothing_of_their_own(
    visitor: Visitor, people: People
) -> None:
    entry = an_approved_entry(people)
    enrol(people.trainee, people.edition, Role.COORDINATOR)
    visitor.signed_in(people.trainee).get(page(entry, ""))
    assert not visitor.all(f"a[href='{page(entry)}']")
    visitor.post(page(entry), form_of(entry), status=403)


def test_an_undo_is_for_the_trainee_as_if_it_never_happened(
    visitor: Visitor, people: People
) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor)
    visitor.post(f"/reviews/{entry.id}/query", {"version": entry.current_id, "comment": WHY})
    visitor.post(f"/reviews/{entry.id}/approval", {"version": entry.current_id})
    visitor.post(f"/reviews/{entry.id}/undo")

    for path in (f"/reviews/{entry.id}", page(entry, "")):
        visitor.get(path)
        titles = [node.to_text() for node in visitor.all(".timeline-title")]
        assert titles == ["Asked · Sofia Example"]
    told = visitor.signed_in(people.trainee).get("/api/v1/sync").get_json()["entries"][0]
    assert told["decision"]["is"] == "queried"
    assert standing(entry) == ("queried", [90, -90])
    decided = db.session.scalars(select(Review.decision).order_by(Review.id)).all()
    assert decided == ["queried", "approved", "reopened"]
    acts = db.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert acts == ["entry.undone", "entry.approved"]
