"""The code of each minute: how it is made, and where it is shown."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from lms.class_sessions import check_in, marking, queries
from lms.class_sessions.check_in import SIGNS, Window, code_at, fits, seconds_left, window_of
from lms.class_sessions.models import ClassSession
from lms.class_sessions.rolls import roll_of
from lms.db import db
from lms.editions.models import Enrolment
from tests.class_sessions.conftest import SetClock
from tests.class_sessions.factories import a_session, marked, room
from tests.class_sessions.factories import check_in as check_in_address
from tests.people import People, enrolment_of
from tests.visitor import Visitor

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "window", "status"),
    [
        (-11, Window.EARLY, None),
        (-10, Window.OPEN, "present"),
        (0, Window.OPEN, "present"),
        (15, Window.OPEN, "present"),
        (15.1, Window.OPEN, "late"),
        (20, Window.OPEN, "late"),
        (20.1, Window.OVER, None),
        (90, Window.OVER, None),
    ],
)
def test_the_window_is_half_an_hour_and_its_end_is_late(
    session: ClassSession, start: datetime, minutes: float, window: Window, status: str | None
) -> None:
    at = start + timedelta(minutes=minutes)

    assert window_of(session, at) is window
    if status:
        assert check_in.status_at(session, at) == status


def test_a_code_is_six_clear_signs_and_another_one_every_minute(
    session: ClassSession, start: datetime
) -> None:
    codes = [code_at(session, start + n * MINUTE) for n in range(60)]

    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(SIGNS)
    assert not set("01OIL") & set(SIGNS)
    assert len(set(codes)) == 60
    assert all(one != other for one, other in pairwise(codes))
    assert code_at(session, start) == code_at(session, start + timedelta(seconds=59))


def test_every_session_has_codes_of_its_own(people: People, start: datetime) -> None:
    rows = [a_session(people.edition, starts_at=start, has_check_in=True, title=t) for t in "ab"]

    one, other = (code_at(row, start) for row in rows)

    assert one != other
    assert not fits(rows[1], one, start)


@pytest.mark.parametrize(
    ("later", "taken"),
    [(-1, False), (0, True), (59, True), (60, True), (119, True), (120, False), (3600, False)],
)
def test_the_code_of_the_minute_before_is_still_taken(
    session: ClassSession, start: datetime, later: int, taken: bool
) -> None:
    code = code_at(session, start)

    assert fits(session, code, start + timedelta(seconds=later)) is taken


def test_it_does_not_matter_how_a_code_is_typed(session: ClassSession, start: datetime) -> None:
    code = code_at(session, start)

    assert fits(session, f" {code[:3].lower()}-{code[3:]} ", start)
    assert not fits(session, code[:5], start)
    assert not fits(session, "", start)
    assert not fits(session, "ñ" * 6, start)


def test_the_room_knows_how_long_a_code_lasts(start: datetime) -> None:
    seconds = [seconds_left(start + timedelta(seconds=n)) for n in (0, 1, 59, 60)]

    assert seconds == [60, 59, 1, 60]


@pytest.mark.parametrize("name", ["trainee", "classmate", "supervisor", "assessor"])
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_the_code_is_shown_to_nobody_who_could_pass_it_on(
    visitor: Visitor, people: People, session: ClassSession, name: str, suffix: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(room(session, suffix), status=403)


@pytest.mark.parametrize("name", ["trainer", "coordinator", "administrator"])
def test_the_room_shows_the_code_large_and_changes_it_without_scripts(
    visitor: Visitor, people: People, session: ClassSession, now: datetime, name: str
) -> None:
    page = visitor.signed_in(getattr(people, name)).get(room(session)).text

    shown = visitor.all("[data-code]")[0].to_text().replace("\u202f", "").replace(" ", "")
    assert shown in {code_at(session, now), code_at(session, now + MINUTE)}
    assert '<noscript><meta http-equiv="refresh" content="' in page
    assert (
        f"localhost{check_in_address(session)}" in visitor.text()
        or check_in_address(session) in visitor.text()
    )
    assert "QR code" in page


def test_scripts_ask_for_the_code_alone(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment, it_is: SetClock
) -> None:
    at = session.starts_at + timedelta(seconds=20)
    it_is(at)
    marked(session, trainee, "present", by=people.trainer)

    found = visitor.signed_in(people.trainer).get(room(session, ".json"))

    assert found.json == {
        "window": "open",
        "code": code_at(session, at),
        "seconds": 40,
        "here": 1,
    }
    assert found.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [(-30, "The code appears here at"), (-15, "The code appears here at"), (25, "Check-in closed")],
)
def test_outside_its_window_no_code_is_shown(
    visitor: Visitor,
    people: People,
    session: ClassSession,
    it_is: SetClock,
    minutes: int,
    sentence: str,
) -> None:
    it_is(session.starts_at + minutes * MINUTE)

    found = visitor.signed_in(people.trainer).get(room(session, ".json")).json
    assert found is not None
    assert found["code"] == ""
    visitor.get(room(session))
    assert sentence in visitor.text()
    assert visitor.all("[data-code]") == []


@pytest.mark.parametrize(
    ("minutes", "others_came", "proposed"),
    [(5, False, "present"), (5, True, None), (25, True, "absent"), (25, False, "present")],
)
def test_the_register_proposes_what_check_in_tells(
    people: People, session: ClassSession, minutes: int, others_came: bool, proposed: str | None
) -> None:
    here, missing = (
        enrolment_of(who, people.edition) for who in (people.trainee, people.classmate)
    )
    if others_came:
        marking.check_in_with_code(session, here, at=session.starts_at)
    at = session.starts_at + minutes * MINUTE

    marks = db.session.scalars(queries.marks_of(session)).all()
    roll = roll_of(session, [missing], marks, reader=people.trainer, at=at)

    assert roll.lines[0].status == (proposed or "")


def test_the_register_says_who_checked_in_and_when(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment
) -> None:
    marking.check_in_with_code(session, trainee, at=session.starts_at)

    visitor.signed_in(people.trainer)
    visitor.get(f"/editions/{session.edition_id}/sessions/{session.id}/attendance")

    assert f"checked in at {session.starts_at:%H:%M}" in visitor.text()
