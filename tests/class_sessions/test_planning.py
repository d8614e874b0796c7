"""A coordinator makes the timetable in one act, and changes it."""

from datetime import UTC, datetime

import pytest

from lms.class_sessions import actions
from lms.class_sessions.models import ClassSession
from lms.db import db
from tests.class_sessions.factories import FORM, NEW, TITLE, a_session, all_sessions, in_autumn
from tests.people import People
from tests.visitor import Visitor

WHO = {"coordinator": 303, "administrator": 303, "trainer": 403, "trainee": 403, "outsider": 404}


def test_one_act_makes_a_session_of_every_class_day(visitor: Visitor, people: People) -> None:
    here = in_autumn(people)
    visitor.signed_in(people.coordinator).get(f"{here}/timetable/new")
    assert len(visitor.all(".days-planned > li")) == 10

    visitor.post(f"{here}/timetable", NEW | {"has_check_in": "y"})

    made = all_sessions()
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

    assert len(all_sessions()) == 10
    visitor.get(f"{here}/timetable/new")
    assert "Every class day is in the timetable" in visitor.text()


def test_it_fills_in_only_what_is_missing_even_beside_a_cancelled_day(
    visitor: Visitor, people: People, now: datetime
) -> None:
    here = in_autumn(people)
    moved = a_session(people.edition, title="", day="cluster-broker/a3")
    actions.cancel(moved, why="The hall is closed.", at=now)

    visitor.signed_in(people.coordinator).post(f"{here}/timetable", NEW)

    days = [row.day for row in all_sessions()]
    assert (len(days), days.count("cluster-broker/a3")) == (10, 1)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("starts", "", "Write the hour, such as 09:00."),
        ("starts", "25:99", "Not a valid time value"),
        ("link", "javascript:alert(1)", "it begins with “https”."),
        ("link", "https://", "it begins with “https”."),
        ("link", "https://[", "it begins with “https”."),
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
    assert all_sessions() == []
    if field != "room":
        assert visitor.all("#room")[0].attrs["value"] == "Hall 2"


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
        assert len(all_sessions()) == 1


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

    row = all_sessions()[0]
    assert (row.version, row.cancelled_at, row.title) == (1, None, TITLE)
