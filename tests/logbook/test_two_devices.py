"""A trainee wrote on one entry with two devices, and neither knew of the other."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import LogConflict, LogEntry, LogEntryVersion
from lms.placements.models import Placement
from tests.api.sending import an_entry_of, at
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def entry(people: People) -> LogEntry:
    return an_entry(a_placement(people), facts="Six presses.", next_step="Ask on Monday.")


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def texts(entry: LogEntry) -> dict[str, str]:
    version = db.session.get_one(LogEntryVersion, db.session.get_one(LogEntry, entry.id).current_id)
    return {"facts": version.facts, "next_step": version.next_step, "place": version.place}


def sent(entry: LogEntry, base: UUID | None, **changes: Any) -> dict[str, Any]:
    said = {"facts": "Six presses.", "next_step": "Ask on Monday.", "place": ""} | changes
    placement = db.session.get_one(Placement, entry.placement_id)
    return an_entry_of(placement, form_of(**said), base=str(base) if base else None)


def page(entry: LogEntry, rest: str = "") -> str:
    return f"/placements/{entry.placement_id}/entries/{entry.id}{rest}"


def test_what_they_changed_apart_is_put_together_and_says_so(ana: Visitor, entry: LogEntry) -> None:
    base = entry.current_id
    ana.put(at("entries", entry.id), sent(entry, base, facts="Seven presses."))
    ana.put(at("entries", entry.id), sent(entry, base, next_step="Ask on Tuesday."))

    assert texts(entry) == {
        "facts": "Seven presses.",
        "next_step": "Ask on Tuesday.",
        "place": "",
    }
    ana.get(page(entry))
    assert "what you changed on each is put together here" in ana.text()


def test_the_page_puts_together_too(ana: Visitor, entry: LogEntry) -> None:
    old = form_of(entry, facts="Six presses.", next_step="Ask on Monday.", place="Kesarpur")
    ana.put(at("entries", entry.id), sent(entry, entry.current_id, facts="Seven presses."))
    ana.post(page(entry, "/versions"), old)
    assert (texts(entry)["facts"], texts(entry)["place"]) == ("Seven presses.", "Kesarpur")


def test_the_same_change_on_both_is_one(ana: Visitor, entry: LogEntry) -> None:
    base = entry.current_id
    for place in ("", "Kesarpur"):
        ana.put(at("entries", entry.id), sent(entry, base, facts="Seven presses.", place=place))
    assert (texts(entry)["facts"], texts(entry)["place"]) == ("Seven presses.", "Kesarpur")


def two_texts(ana: Visitor, entry: LogEntry) -> tuple[dict[str, Any], dict[str, Any]]:
    """The one that stands there, and the one that came later."""
    base = entry.current_id
    first, late = (sent(entry, base, facts=f"{number} presses.") for number in ("Seven", "Eight"))
    ana.put(at("entries", entry.id), first)
    refused = ana.put(at("entries", entry.id), late, status=409)
    assert refused["error"] == "stale_base"
    assert refused["current"]["facts"] == "Seven presses."
    assert refused["href"] == page(entry)
    return first, late


def test_where_both_changed_the_same_both_are_kept_side_by_side(
    ana: Visitor, entry: LogEntry
) -> None:
    two_texts(ana, entry)

    assert texts(entry)["facts"] == "Seven presses."
    ana.get(page(entry))
    assert "Two devices changed the same" in ana.text()
    assert "Seven presses." in ana.text()
    assert "Eight presses." in ana.text()


def test_the_rest_of_the_queue_goes_on_and_a_second_try_says_the_same(
    ana: Visitor, entry: LogEntry
) -> None:
    _first, late = two_texts(ana, entry)

    assert ana.put(at("entries", entry.id), late, status=409)["error"] == "stale_base"
    ana.put(at("entries", uuid4()), sent(entry, None, facts="Another entry."))

    assert len(db.session.scalars(select(LogConflict)).all()) == 1


def test_another_text_under_the_number_of_one_set_aside_is_refused(
    ana: Visitor, entry: LogEntry
) -> None:
    _first, late = two_texts(ana, entry)
    other = late | {"fields": late["fields"] | {"facts": ["Nine presses."]}}
    refused = ana.put(at("entries", entry.id), other, status=409)
    assert refused["error"] == "same_id_other_content"


@pytest.mark.parametrize(("which", "facts"), [(0, "Seven presses."), (1, "Eight presses.")])
def test_the_trainee_picks_one_and_the_other_stays_in_the_history(
    ana: Visitor, entry: LogEntry, which: int, facts: str
) -> None:
    both = two_texts(ana, entry)

    ana.post(page(entry, "/choice"), {"version": both[which]["version"]})

    assert texts(entry)["facts"] == facts
    kept = set(db.session.scalars(select(LogEntryVersion.facts)))
    assert kept == {"Six presses.", "Seven presses.", "Eight presses."}
    ana.get(page(entry))
    assert "Two devices changed the same" not in ana.text()
    ana.post(page(entry, "/choice"), {"version": both[which]["version"]}, status=404)


@pytest.mark.parametrize(("who", "status"), [("supervisor", 404), ("classmate", 404)])
def test_nobody_else_sees_or_makes_the_choice(
    ana: Visitor, people: People, entry: LogEntry, who: str, status: int
) -> None:
    _first, late = two_texts(ana, entry)
    ana.signed_in(getattr(people, who))
    ana.post(page(entry, "/choice"), {"version": late["version"]}, status=status)
    assert texts(entry)["facts"] == "Seven presses."


def test_a_supervisor_who_reads_it_sees_the_one_that_counts(
    ana: Visitor, people: People, entry: LogEntry
) -> None:
    two_texts(ana, entry)
    ana.post(
        page(entry, "/submission"),
        form_of(db.session.get_one(LogEntry, entry.id), facts="Seven presses."),
    )
    ana.signed_in(people.supervisor).get(page(entry))
    assert "Eight presses." not in ana.text()


def test_a_base_of_another_entry_is_no_base(ana: Visitor, entry: LogEntry) -> None:
    other = an_entry(entry.placement, facts="Elsewhere.")
    late = sent(entry, other.current_id, place="Kesarpur")
    assert ana.put(at("entries", entry.id), late, status=409)["error"] == "stale_base"
    assert texts(entry)["place"] == ""
