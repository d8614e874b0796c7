from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.logbook import policy
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.logbook.states import REVIEWER, move
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.people import People
from tests.visitor import Visitor


def address(placement: Placement, entry_id: object, rest: str = "") -> str:
    return f"/placements/{placement.id}/entries/{entry_id}{rest}"


def only_entry() -> LogEntry:
    return db.session.scalars(select(LogEntry)).one()


def test_a_few_words_make_a_draft(visitor: Visitor, people: People) -> None:
    placement, number = a_placement(people), uuid4()
    fields = form_of(facts="", next_step="", step="")

    visitor.signed_in(people.trainee).post(address(placement, number, "/versions"), fields)

    entry = only_entry()
    assert (entry.id, entry.state, entry.minutes) == (number, "draft", 90)


def test_an_entry_is_written_and_handed_in_at_once(visitor: Visitor, people: People) -> None:
    placement, number = a_placement(people), uuid4()

    visitor.signed_in(people.trainee).post(address(placement, number, "/submission"), form_of())

    assert only_entry().state == "submitted"
    visitor.get(f"/placements/{placement.id}")
    assert "Handed in. Your supervisor will see it." in visitor.text()


def test_sending_it_twice_keeps_one(visitor: Visitor, people: People) -> None:
    placement, number = a_placement(people), uuid4()
    visitor.signed_in(people.trainee)

    for _ in range(2):
        visitor.post(address(placement, number, "/submission"), form_of())

    assert only_entry().state == "submitted"
    assert db.session.scalar(select(func.count(LogEntryVersion.id))) == 1


def test_a_page_loaded_again_offers_the_same_entry_until_it_is_kept(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)

    def offered() -> str:
        visitor.get(f"/placements/{placement.id}/entries/new")
        form = visitor.all("form.form")[0]
        return str(form.attrs["action"])

    first, again = offered(), offered()
    visitor.post(first, form_of())

    assert first == again
    assert offered() != first


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("hours", "half a day", "Write the time as 2:30"),
        ("hours", "13", "Split a longer day"),
        ("hours", "0:05", "between 15 minutes and 12 hours"),
        ("activity_date", "2999-01-01", "This day has not come yet"),
        ("activity_date", "2001-01-01", "Your fieldwork runs from"),
        ("activity_date", "soon", "Not a valid date"),
        ("activity", "", "Choose what you did"),
        ("facts", "", "Write the facts"),
        ("facts", "x" * 1501, "Shorten this to 1500"),
        ("next_step", "", "Write one next step"),
        ("step", "", "Choose the step"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_text_stays(
    visitor: Visitor, people: People, field: str, value: str, sentence: str
) -> None:
    placement = a_placement(people)
    fields = form_of(place="The washing place") | {field: value}

    visitor.signed_in(people.trainee).post(
        address(placement, uuid4(), "/submission"), fields, status=422
    )

    assert sentence in visitor.text()
    assert 'value="The washing place"' in visitor.page.to_html()
    assert db.session.scalars(select(LogEntry)).all() == []


def test_naming_people_needs_their_consent(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    fields = form_of(people_met="Asha, dyer")
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, uuid4(), "/submission"), fields, status=422)
    assert "Ask the people you name" in visitor.text()

    visitor.post(address(placement, uuid4(), "/submission"), fields | {"consent_given": "y"})


def test_an_edit_on_two_devices_shows_both_texts(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, facts="Written on the phone.")
    old = form_of(entry, facts="Written on the laptop.")
    visitor.signed_in(people.trainee)
    visitor.post(address(placement, entry.id, "/versions"), form_of(entry, facts="Phone again."))

    visitor.post(address(placement, entry.id, "/versions"), old, status=409)

    assert "Phone again." in visitor.text()
    assert "Written on the laptop." in visitor.page.to_html()


def test_only_its_author_sees_a_draft(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    draft = an_entry(placement, facts="Not yet for others.")
    handed_in = an_entry(placement, state="submitted", facts="For the supervisor.")
    visitor.signed_in(people.supervisor)

    visitor.get(address(placement, draft.id), status=404)
    visitor.get(address(placement, handed_in.id))
    visitor.get(f"/placements/{placement.id}")

    assert "Not yet for others." not in visitor.text()
    assert "For the supervisor." in visitor.text()


@pytest.mark.parametrize(
    "who", ["classmate", "outsider", "other_supervisor", "trainer", "stranger"]
)
def test_others_do_not_learn_that_a_placement_exists(
    visitor: Visitor, people: People, who: str
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    visitor.signed_in(getattr(people, who))

    for path in (
        f"/placements/{placement.id}",
        f"/placements/{placement.id}/weeks/1",
        f"/placements/{placement.id}/entries/new",
        address(placement, entry.id),
        f"/reviews/{entry.id}",
    ):
        visitor.get(path, status=404)
    visitor.post(address(placement, entry.id, "/submission"), form_of(), status=404)
    visitor.post(address(placement, entry.id, "/withdrawal"), status=404)
    visitor.post(f"/reviews/{entry.id}/approval", {"version": entry.current_id}, status=404)
    assert only_entry().state == "submitted"


def test_a_supervisor_reads_but_does_not_write_the_log(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    visitor.signed_in(people.supervisor)

    visitor.get(f"/placements/{placement.id}/entries/new", status=403)
    visitor.post(address(placement, uuid4(), "/versions"), form_of(), status=403)
    visitor.post(address(placement, entry.id, "/withdrawal"), status=403)


def test_an_entry_of_another_placement_is_not_found_under_this_one(
    visitor: Visitor, people: People
) -> None:
    mine, theirs = a_placement(people), a_placement(people, trainee=people.classmate)
    foreign = an_entry(theirs, facts="A classmate's note.")
    visitor.signed_in(people.trainee)

    visitor.get(address(mine, foreign.id), status=404)
    visitor.post(address(mine, foreign.id, "/versions"), form_of(facts="Mine now."), status=404)

    assert db.session.get_one(LogEntry, foreign.id).placement_id == theirs.id


def test_a_paused_placement_takes_no_entries(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, state="paused")
    visitor.signed_in(people.trainee)

    visitor.get(f"/placements/{placement.id}/entries/new", status=403)
    visitor.post(address(placement, uuid4(), "/versions"), form_of(), status=403)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_log_asks_as_often_for_many_entries_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    placement = a_placement(people)
    for _ in range(count):
        an_entry(placement, state="submitted")

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}")

    assert visitor.statements == 7
    assert len(visitor.all('main .row-link[href*="/entries/"]')) == min(count, 20)


def test_older_entries_follow_page_by_page_without_gap(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    for number in range(45):
        an_entry(placement, state="submitted", facts=f"Entry number {number:02d}.")
    visitor.signed_in(people.trainee)
    path, seen = f"/placements/{placement.id}", ""

    while path:
        visitor.get(path)
        seen += visitor.text()
        older = visitor.all("nav.pagination a[rel=next]")
        path = str(older[0].attrs["href"]) if older else ""

    assert [n for n in range(45) if seen.count(f"Entry number {n:02d}.") != 1] == []


@pytest.mark.parametrize(("ended", "status"), [(False, 303), (True, 403)])
def test_who_is_no_longer_a_trainee_reads_their_log_but_writes_no_more(
    visitor: Visitor, people: People, ended: bool, status: int
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    placement.enrolment.ended_at = datetime.now(UTC) if ended else None
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, uuid4(), "/submission"), form_of(), status=status)
    visitor.post(address(placement, entry.id, "/withdrawal"), status=status)
    visitor.get(address(placement, entry.id))


def test_an_act_that_came_too_late_is_a_conflict(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the supervisor decided between the look at the entry and the act on it."""
    placement = a_placement(people)
    entry = an_entry(placement)
    monkeypatch.setattr(policy, "can_withdraw", lambda *_: True)

    visitor.signed_in(people.trainee).post(address(placement, entry.id, "/withdrawal"), status=409)

    assert "This has changed meanwhile" in visitor.text()


def test_a_mangled_version_mark_is_refused(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement)

    visitor.signed_in(people.trainee).post(
        address(placement, entry.id, "/versions"), form_of(entry, base="mangled"), status=400
    )


@pytest.mark.parametrize(
    ("returned", "sentence"),
    [(False, "Only you see it until you hand it in"), (True, "Your supervisor can see it")],
)
def test_what_is_kept_is_said_with_who_sees_it(
    visitor: Visitor, people: People, returned: bool, sentence: str
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted" if returned else "draft")
    if returned:
        move(entry, "returned", REVIEWER)
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, entry.id, "/versions"), form_of(entry, facts="More."))

    visitor.get(address(placement, entry.id))
    assert sentence in visitor.text()


def test_markup_in_an_entry_is_shown_as_text(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted", facts="<script>alert(1)</script> <b>bold</b>")
    visitor.signed_in(people.trainee).get(address(placement, entry.id))

    assert "<script>alert(1)</script> <b>bold</b>" in visitor.text()
    assert visitor.all("main script, main b") == []


@pytest.mark.parametrize(("written", "shown"), [("I asked, and listened.", True), ("", False)])
def test_what_was_written_in_the_folded_part_is_seen_when_it_is_changed(
    visitor: Visitor, people: People, written: str, shown: bool
) -> None:
    entry = an_entry(a_placement(people), own_act=written)

    visitor.signed_in(people.trainee).get(address(entry.placement, entry.id, "/edit"))

    assert bool(visitor.all("details.more[open]")) is shown
