"""A coordinator makes the timetable in one act, and changes it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms.class_sessions import actions
from lms.class_sessions.models import ClassSession
from lms.db import db
from tests.class_sessions.factories import TITLE, a_session
from tests.people import People
from tests.visitor import Visitor

NEW = {"starts": "09:00", "kind": "class", "room": "Hall 2", "link": ""}
FORM = {
    "day": "",
    "title": "Evening of questions",
    "kind": "online",
    "date": "2026-11-25",
    "starts": "18:30",
    "minutes": "90",
    "room": "",
    "link": "https://meet.example.org/weft",
    "has_check_in": "y",
}


def sessions() -> list[ClassSession]:
    return list(db.session.scalars(select(ClassSession).order_by(ClassSession.starts_at)))


def in_autumn(people: People) -> str:
    """Friday 20 November 2026, in Managua; the address of the edition."""
    people.edition.starts_on = date(2026, 11, 20)
    people.edition.ends_on = date(2027, 2, 20)
    return f"/editions/{people.edition.id}"


def test_one_act_makes_a_session_of_every_class_day(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).get(f"{here}/timetable/new")
    assert len(visitor.all(".days-planned > li")) == 10

    visitor.post(f"{here}/timetable", NEW | {"has_check_in": "y"})

    made = sessions()
    assert [row.day for row in made] == [f"cluster-broker/a{n}" for n in range(1, 11)]
    assert [(row.starts_at, row.ends_at) for row in made[:2]] == [
        (datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 20, 21, tzinfo=UTC)),
        (datetime(2026, 11, 23, 15, tzinfo=UTC), datetime(2026, 11, 23, 21, tzinfo=UTC)),
    ]
    assert {(row.title, row.kind, row.room, row.time_zone) for row in made} == {
        ("", "class", "Hall 2", "America/Managua")
    }
    assert len({row.check_in_key for row in made}) == 10
    visitor.get(f"{here}/timetable")
    assert "10 sessions are in the timetable." in visitor.text()


def test_done_twice_it_adds_nothing(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/timetable", NEW)

    visitor.post(f"{here}/timetable", NEW | {"starts": "10:00"})

    assert len(sessions()) == 10
    visitor.get(f"{here}/timetable/new")
    assert "Every class day is in the timetable" in visitor.text()


def test_it_fills_in_only_what_is_missing_even_beside_a_cancelled_day(
    visitor: Visitor, people: People, now: datetime
) -> None:
    here = in_autumn(people)
    moved = a_session(people.edition, title="", day="cluster-broker/a3")
    actions.cancel(moved, why="The hall is closed.", at=now)

    visitor.signed_in(people.coordinator).post(f"{here}/timetable", NEW)

    days = [row.day for row in sessions()]
    assert (len(days), days.count("cluster-broker/a3")) == (10, 1)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("starts", "", "Write the hour, such as 09:00."),
        ("starts", "25:99", "Not a valid time value"),
        ("link", "javascript:alert(1)", "it begins with https://."),
        ("link", "https://", "it begins with https://."),
        ("link", "https://[", "it begins with https://."),
        ("room", "r" * 121, "Shorten this to 120 characters."),
        ("kind", "party", "Not a valid choice"),
    ],
)
def test_a_wrong_timetable_says_what_to_do_and_keeps_the_rest(
    visitor: Visitor, people: People, field: str, value: str, sentence: str
) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator)

    visitor.post(f"{here}/timetable", NEW | {field: value}, status=422)

    assert sentence in visitor.text()
    assert sessions() == []
    if field != "room":
        assert visitor.all("#room")[0].attrs["value"] == "Hall 2"


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
    assert len(sessions()) == 1


def test_a_session_of_its_own_stands_in_the_timetable(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).get(f"{here}/sessions/new")

    answer = visitor.post(f"{here}/sessions", FORM)

    row = sessions()[0]
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
        ({"link": "meet.example.org"}, "it begins with https://."),
    ],
)
def test_a_wrong_session_says_what_to_do_and_keeps_the_rest(
    visitor: Visitor, people: People, changes: dict[str, str], sentence: str
) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator)

    visitor.post(f"{here}/sessions", FORM | {"room": "Hall 7"} | changes, status=422)

    assert sentence in visitor.text()
    assert sessions() == []
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
    number = sessions()[0].id
    visitor.get(f"{here}/sessions/{number}/edit")
    shown = {
        name: visitor.all(f"#{name}")[0].attrs.get("value")
        for name in ("title", "date", "starts", "minutes", "link")
    }
    assert shown == {name: FORM[name] for name in shown}

    visitor.post(f"{here}/sessions/{number}", FORM | {"version": "1", "starts": "19:00"})

    row = sessions()[0]
    assert (row.version, row.starts_at) == (2, datetime(2026, 11, 26, 1, tzinfo=UTC))


def test_saving_what_stands_there_changes_nothing(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    before = sessions()[0]
    key, changed_at = before.check_in_key, before.changed_at

    visitor.post(f"{here}/sessions/{before.id}", FORM | {"version": "1"})

    row = sessions()[0]
    assert (row.version, row.check_in_key, row.changed_at) == (1, key, changed_at)


def test_a_second_change_does_not_overwrite_the_first(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    number = sessions()[0].id
    visitor.post(f"{here}/sessions/{number}", FORM | {"version": "1", "room": "Hall 2"})

    mine = FORM | {"version": "1", "room": "The garden"}
    visitor.post(f"{here}/sessions/{number}", mine, status=409)

    assert sessions()[0].room == "Hall 2"
    assert "Somebody changed this session while you did" in visitor.text()
    assert "Hall 2" in visitor.text()
    assert visitor.all("#room")[0].attrs["value"] == "The garden"
    again = visitor.all("#version")[0].attrs["value"]
    visitor.post(f"{here}/sessions/{number}", mine | {"version": again})
    assert sessions()[0].room == "The garden"


def test_turning_check_in_off_takes_its_key_away(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).post(f"{here}/sessions", FORM)
    number = sessions()[0].id
    form: dict[str, Any] = {key: value for key, value in FORM.items() if key != "has_check_in"}

    visitor.post(f"{here}/sessions/{number}", form | {"version": "1"})

    assert sessions()[0].check_in_key is None


def test_a_cancelled_session_stays_with_its_reason(visitor: Visitor, people: People) -> None:
    session = a_session(people.edition, starts_in=timedelta(days=1))
    here = f"/editions/{people.edition.id}/sessions/{session.id}"
    visitor.signed_in(people.coordinator).get(f"{here}/cancellation")
    visitor.post(f"{here}/cancellation", {"why": " "}, status=422)
    assert "Say why in a sentence, so that nobody comes in vain." in visitor.text()

    location = visitor.post(f"{here}/cancellation", {"why": "The road is flooded."}).location
    visitor.post(f"{here}/cancellation", {"why": "Another reason."})

    row = sessions()[0]
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

    row = sessions()[0]
    assert (row.cancelled_at, row.cancelled_why, row.version) == (None, "", 3)


WHO = {"coordinator": 303, "administrator": 303, "trainer": 403, "trainee": 403, "outsider": 404}


@pytest.mark.parametrize(("name", "status"), WHO.items())
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("timetable", NEW),
        ("sessions", FORM),
        ("sessions/{number}", FORM | {"version": "1"}),
        ("sessions/{number}/cancellation", {"why": "Strike."}),
        ("sessions/{number}/reinstatement", {}),
    ],
)
def test_only_who_runs_the_edition_changes_its_timetable(
    visitor: Visitor, people: People, name: str, status: int, path: str, form: dict[str, str]
) -> None:
    here = in_autumn(people)
    session = a_session(people.edition)
    before = (session.version, session.cancelled_at, session.room)

    visitor.signed_in(getattr(people, name))
    visitor.post(f"{here}/{path.format(number=session.id)}", form, status=status)

    row = db.session.get_one(ClassSession, session.id)
    if status != 303:
        assert (row.version, row.cancelled_at, row.room) == before
        assert len(sessions()) == 1


@pytest.mark.parametrize("path", ["", "/edit", "/cancellation", "/attendance", "/sheet", "/code"])
def test_a_session_of_another_edition_is_not_found_here(
    visitor: Visitor, people: People, path: str
) -> None:
    elsewhere = a_session(people.other_edition, has_check_in=True)

    visitor.signed_in(people.coordinator)
    visitor.get(f"/editions/{people.edition.id}/sessions/{elsewhere.id}{path}", status=404)


def test_a_session_of_another_edition_is_not_changed_by_way_of_mine(
    visitor: Visitor, people: People
) -> None:
    elsewhere = a_session(people.other_edition)
    here = f"/editions/{people.edition.id}/sessions/{elsewhere.id}"
    visitor.signed_in(people.coordinator)

    visitor.post(here, FORM | {"version": "1"}, status=404)
    visitor.post(f"{here}/cancellation", {"why": "Strike."}, status=404)
    visitor.post(f"{here}/attendance", {"shown": ""}, status=404)

    row = sessions()[0]
    assert (row.version, row.cancelled_at, row.title) == (1, None, TITLE)


def test_hours_are_kept_to_the_minute(people: People) -> None:
    session = a_session(people.edition, starts_at=datetime(2026, 11, 24, 15, 5, tzinfo=UTC))

    assert session.starts_at.time() == time(15, 5)
