"""A note in four taps: it becomes a draft that says what it still needs."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import LogEntry
from lms.placements.models import Placement
from tests.api.sending import an_entry_of, at
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor


def quick(placement: Placement) -> str:
    return f"/placements/{placement.id}/entries/quick"


def note(**changes: str) -> dict[str, str]:
    plain = {
        "chip": "60",
        "hours": "",
        "facts": "Met the dyers about the pit.",
        "activity": "visit",
        "activity_date": today().isoformat(),
        "place": "Kesarpur",
    }
    return plain | changes


def only_entry() -> LogEntry:
    return db.session.scalars(select(LogEntry)).one()


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def test_it_opens_with_today_and_with_place_and_work_of_the_last_entry(
    ana: Visitor, placement: Placement
) -> None:
    an_entry(placement, activity="meeting", place="The washing ghat")

    ana.get(quick(placement))

    (day,) = ana.all("[name=activity_date]")
    (place,) = ana.all("[name=place]")
    chosen = [box.attrs["value"] for box in ana.all("[name=activity]") if "checked" in box.attrs]
    assert day.attrs["value"] == today().isoformat()
    assert place.attrs["value"] == "The washing ghat"
    assert chosen == ["meeting"]


@pytest.mark.parametrize("who", ["/", "/placements/{}"])
def test_one_button_opens_it_from_today_and_from_the_fieldwork(
    ana: Visitor, placement: Placement, who: str
) -> None:
    ana.get(who.format(placement.id))
    links = {link.attrs["href"] for link in ana.all("main a")}
    assert quick(placement) in links


def test_minutes_and_one_line_make_a_draft_that_names_what_it_lacks(
    ana: Visitor, placement: Placement
) -> None:
    ana.get(quick(placement))
    (form,) = ana.all("form.form")

    ana.post(form.attrs["action"], note())

    entry = only_entry()
    assert (entry.state, entry.minutes) == ("draft", 60)
    ana.get(f"/placements/{placement.id}")
    assert "Complete me: the next step, the step of the process" in ana.text()
    ana.get(f"/placements/{placement.id}/entries/{entry.id}")
    assert "this is missing: the next step, the step of the process." in ana.text()
    ana.get(f"/placements/{placement.id}/entries/{entry.id}/edit")
    assert "Met the dyers about the pit." in ana.page.to_html()


def test_what_is_typed_goes_before_the_chip(ana: Visitor, placement: Placement) -> None:
    ana.post(f"/placements/{placement.id}/entries/{uuid4()}/quick-note", note(hours="2,25"))
    assert only_entry().minutes == 135


@pytest.mark.parametrize("chip", ["", "45", "forever"])
def test_a_time_is_asked_for_and_the_line_stays(
    ana: Visitor, placement: Placement, chip: str
) -> None:
    ana.post(
        f"/placements/{placement.id}/entries/{uuid4()}/quick-note", note(chip=chip), status=422
    )

    assert "Write how long it took" in ana.text()
    assert "Met the dyers about the pit." in ana.page.to_html()
    assert ana.all("form.form[action$=quick-note]")
    assert db.session.scalars(select(LogEntry)).all() == []


def test_a_complete_draft_asks_for_nothing(ana: Visitor, placement: Placement) -> None:
    an_entry(placement)
    ana.get(f"/placements/{placement.id}")
    assert "Complete me" not in ana.text()


def test_it_waits_in_the_outbox_as_entries_do(ana: Visitor, placement: Placement) -> None:
    ana.put(at("entries"), an_entry_of(placement, note(chip="120")))
    entry = only_entry()
    assert (entry.state, entry.minutes) == ("draft", 120)


def test_nobody_else_notes_in_it(visitor: Visitor, people: People, placement: Placement) -> None:
    address = f"/placements/{placement.id}/entries/{uuid4()}/quick-note"
    visitor.signed_in(people.supervisor).post(address, note(), status=403)
    visitor.signed_in(people.classmate).post(address, note(), status=404)
    assert db.session.scalars(select(LogEntry)).all() == []
    visitor.signed_in(people.trainee).post(address, note())
    assert only_entry().state == "draft"


def test_a_note_that_waits_in_the_outbox_is_not_the_next_whole_entry(
    ana: Visitor, placement: Placement
) -> None:
    ana.get(quick(placement))
    noted = ana.all("form.form")[0].attrs["action"].split("/")[4]
    ana.get(f"/placements/{placement.id}/entries/new")
    written = ana.all("form.form")[0].attrs["action"].split("/")[4]

    ana.put(f"/api/v1/entries/{noted}", an_entry_of(placement, note()))
    ana.put(f"/api/v1/entries/{written}", an_entry_of(placement, note(facts="The whole day.")))

    assert len(db.session.scalars(select(LogEntry)).all()) == 2
