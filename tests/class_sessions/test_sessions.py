"""One session: added, changed by two people, cancelled, and held after all."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from lms.class_sessions import actions
from tests.class_sessions.factories import FORM, TITLE, a_session, all_sessions, in_autumn
from tests.people import People
from tests.visitor import Visitor


def test_an_hour_that_a_class_day_does_not_have_is_refused(
    visitor: Visitor, people: People
) -> None:
    people.edition.time_zone = "Africa/Casablanca"  # its clocks went forward on a Sunday in 2026
    people.edition.starts_on = date(2026, 3, 23)
    people.edition.ends_on = date(2026, 9, 1)
    visitor.signed_in(people.coordinator)
    form = FORM | {"date": "2026-03-22", "starts": "02:30"}

    visitor.post(f"/editions/{people.edition.id}/sessions", form, status=422)

    assert "the clocks go forward over this hour" in visitor.text()
    visitor.post(f"/editions/{people.edition.id}/sessions", form | {"starts": "03:30"})
    assert len(all_sessions()) == 1


def test_a_session_of_its_own_stands_in_the_timetable(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).get(f"{here}/sessions/new")

    answer = visitor.post(f"{here}/sessions", FORM)

    row = all_sessions()[0]
    assert (row.title, row.kind, row.day, row.link) == (
        "Evening of questions",
        "online",
        None,
        "https://meet.example.org/weft",
    )
    assert (row.starts_at, row.minutes) == (datetime(2026, 11, 26, 0, 30, tzinfo=UTC), 90)
    assert (row.version, row.has_check_in) == (1, True)
    assert answer.location == f"{here}/sessions/{row.id}"
    assert visitor.get(answer.location, status=303).location == (
        f"{here}/timetable?week=2026-11-26#session-{row.id}"
    )


def test_a_double_click_adds_one_session(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    first = visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM).location

    assert visitor.post(f"{here}/sessions", FORM).location == first
    assert visitor.post(f"{here}/sessions", FORM | {"room": "Hall 3"}).location != first


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Write a title, or choose the class day it holds."),
        ({"title": "t" * 121}, "Shorten this to 120 characters."),
        ({"day": "cluster-broker/a99"}, "Not a valid choice"),
        ({"kind": ""}, "Choose what kind of session it is."),
        ({"date": ""}, "Choose the day."),
        ({"date": "2029-11-25"}, "The edition runs from 20 Nov 2026 to 20 Feb 2027."),
        ({"starts": ""}, "Write the hour, such as 09:00."),
        ({"minutes": "10"}, "A session lasts between 15 minutes and 12 hours."),
        ({"minutes": "9999"}, "A session lasts between 15 minutes and 12 hours."),
        ({"minutes": "an hour"}, "Not a valid integer value"),
        ({"link": "meet.example.org"}, "it begins with “https”."),
    ],
)
def test_a_wrong_session_says_what_to_do_and_keeps_the_rest(
    visitor: Visitor, people: People, changes: dict[str, str], sentence: str
) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator)

    visitor.post(f"{here}/sessions", FORM | {"room": "Hall 7"} | changes, status=422)

    assert sentence in visitor.text()
    assert all_sessions() == []
    assert visitor.all("#room")[0].attrs["value"] == "Hall 7"


def test_the_class_day_lends_its_title(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    form = FORM | {"day": "cluster-broker/a2", "title": ""}
    visitor.signed_in(people.coordinator).get(f"{here}/sessions/new?day=cluster-broker/a2")
    assert [option.attrs["value"] for option in visitor.all("#day option[selected]")] == [
        "cluster-broker/a2"
    ]

    visitor.post(f"{here}/sessions", form)

    visitor.get(f"{here}/timetable?week=2026-11-26")
    titles = [title.to_text() for title in visitor.all(".session .session-title")]
    assert titles == ["The broker"]


def test_a_change_shows_what_stood_there_and_makes_a_version(
    visitor: Visitor, people: People
) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    number = all_sessions()[0].id
    visitor.get(f"{here}/sessions/{number}/edit")
    shown = {
        name: visitor.all(f"#{name}")[0].attrs.get("value")
        for name in ("title", "date", "starts", "minutes", "link")
    }
    assert shown == {name: FORM[name] for name in shown}

    visitor.post(f"{here}/sessions/{number}", FORM | {"version": "1", "starts": "19:00"})

    row = all_sessions()[0]
    assert (row.version, row.starts_at) == (2, datetime(2026, 11, 26, 1, tzinfo=UTC))


def test_saving_what_stands_there_changes_nothing(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    before = all_sessions()[0]
    key, changed_at = before.check_in_key, before.changed_at

    visitor.post(f"{here}/sessions/{before.id}", FORM | {"version": "1"})

    row = all_sessions()[0]
    assert (row.version, row.check_in_key, row.changed_at) == (1, key, changed_at)


def test_a_wrong_change_is_explained_and_keeps_what_stands_there(
    visitor: Visitor, people: People
) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    number = all_sessions()[0].id

    wrong = FORM | {"version": "9" * 20, "minutes": "5", "room": "The garden"}
    visitor.post(f"{here}/sessions/{number}", wrong, status=422)

    assert "A session lasts between 15 minutes and 12 hours." in visitor.text()
    assert visitor.all("#room")[0].attrs["value"] == "The garden"
    assert (all_sessions()[0].version, all_sessions()[0].room) == (1, "")


def test_a_second_change_does_not_overwrite_the_first(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    number = all_sessions()[0].id
    visitor.post(f"{here}/sessions/{number}", FORM | {"version": "1", "room": "Hall 2"})

    mine = FORM | {"version": "1", "room": "The garden"}
    visitor.post(f"{here}/sessions/{number}", mine, status=409)

    assert all_sessions()[0].room == "Hall 2"
    assert "Somebody changed this session while you did" in visitor.text()
    assert "Hall 2" in visitor.text()
    assert visitor.all("#room")[0].attrs["value"] == "The garden"
    again = visitor.all("#version")[0].attrs["value"]
    visitor.post(f"{here}/sessions/{number}", mine | {"version": again})
    assert all_sessions()[0].room == "The garden"


def test_turning_check_in_off_takes_its_key_away(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    number = all_sessions()[0].id
    form: dict[str, Any] = {key: value for key, value in FORM.items() if key != "has_check_in"}

    visitor.post(f"{here}/sessions/{number}", form | {"version": "1"})

    assert all_sessions()[0].check_in_key is None


def test_a_cancelled_session_stays_with_its_reason(visitor: Visitor, people: People) -> None:
    session = a_session(people.edition, starts_in=timedelta(days=1))
    here = f"/editions/{people.edition.id}/sessions/{session.id}"
    visitor.signed_in(people.coordinator).get(f"{here}/cancellation")
    visitor.post(f"{here}/cancellation", {"why": " "}, status=422)
    assert "Say why in a sentence, so that nobody comes in vain." in visitor.text()

    location = visitor.post(f"{here}/cancellation", {"why": "The road is flooded."}).location
    visitor.post(f"{here}/cancellation", {"why": "Another reason."})

    row = all_sessions()[0]
    assert (row.cancelled_why, row.version) == ("The road is flooded.", 2)
    visitor.signed_in(people.trainee)
    visitor.get(visitor.get(location, status=303).location)
    assert "Cancelled" in visitor.text()
    assert "The road is flooded." in visitor.text()
    assert TITLE in visitor.text()


def test_a_cancelled_session_is_not_changed_and_can_take_place_after_all(
    visitor: Visitor, people: People, now: datetime
) -> None:
    session = a_session(people.edition, starts_in=timedelta(days=1))
    actions.cancel(session, why="The road is flooded.", at=now)
    here = f"/editions/{people.edition.id}/sessions/{session.id}"
    visitor.signed_in(people.coordinator).get(f"{here}/edit", status=403)
    visitor.post(here, FORM | {"version": "2"}, status=403)

    visitor.post(f"{here}/reinstatement")
    visitor.post(f"{here}/reinstatement")

    row = all_sessions()[0]
    assert (row.cancelled_at, row.cancelled_why, row.version) == (None, "", 3)


def test_hours_are_kept_to_the_minute(people: People) -> None:
    session = a_session(people.edition, starts_at=datetime(2026, 11, 24, 15, 5, tzinfo=UTC))

    assert session.starts_at.time() == time(15, 5)
