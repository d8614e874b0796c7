"""Thirty people are marked from one page, by hand, by keyboard, and by two hands at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.class_sessions import actions
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions import actions as editions
from lms.editions.models import Enrolment, Role
from tests.class_sessions.factories import (
    a_class,
    a_session,
    address,
    controls,
    mark_of,
    marked,
    record,
    register,
)
from tests.people import People, enrol, enrolment_of
from tests.visitor import Visitor


def test_one_press_marks_everybody_as_present(visitor: Visitor, people: People) -> None:
    session, class_ = a_session(people.edition), a_class(people.edition, 30)
    visitor.signed_in(people.trainer).get(address(session))
    assert "This session counts 3 units of 60 minutes." in visitor.text()
    assert "Present: 3 · Late: 2 · Excused: 2 · Absent: 0" in visitor.text()

    visitor.post(f"{address(session)}/everyone")

    assert register(session) == {row.id: ("present", None) for row in class_}
    visitor.get(address(session))
    assert "30 people are marked as present. Change who was not, and save." in visitor.text()
    assert "Last saved by Teresa Example" in visitor.text()
    assert "Everyone was present" not in visitor.text()


def test_thirty_with_two_exceptions_are_one_form(visitor: Visitor, people: People) -> None:
    session, class_ = a_session(people.edition), a_class(people.edition, 30)
    visitor.signed_in(people.trainer).get(address(session))
    form = controls(visitor)
    assert sum(value == "present" for value in form.values()) == 30

    form |= {f"mark-{class_[4].id}": "absent", f"mark-{class_[9].id}": "late"}
    visitor.post(address(session), form | {f"units-{class_[9].id}": "1"})

    found = register(session)
    assert (found[class_[4].id], found[class_[9].id]) == (("absent", None), ("late", 1))
    assert list(found.values()).count(("present", None)) == 28
    assert len(record(session)) == 30


def test_only_what_changed_makes_a_line_in_the_record(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).post(f"{address(session)}/everyone")
    visitor.signed_in(people.coordinator).get(address(session))

    visitor.post(address(session), controls(visitor) | {f"mark-{trainee.id}": "excused"})

    assert record(session)[2:] == [(trainee.id, "excused", "Carlos Example")]
    row = mark_of(session, classmate)
    assert row is not None
    assert (row.version, row.marked_by_id) == (1, people.trainer.id)
    visitor.get(f"{address(session)}/changes")
    lines = [" ".join(line.to_text().split()) for line in visitor.all("tbody tr")]
    assert [line.partition(" UTC ")[2] for line in lines] == [
        "Ana Example Excused Carlos Example in the register",
        "Bruno Example Present Teresa Example in the register",
        "Ana Example Present Teresa Example in the register",
    ]


@pytest.mark.parametrize(
    ("status", "units", "sentence"),
    [
        ("present", "4", "Write 0 to 3 units, or leave it empty."),
        ("late", "-1", "Write 0 to 3 units, or leave it empty."),
        ("late", "two", "Write 0 to 3 units, or leave it empty."),
        ("absent", "1", "Who is absent has no unit."),
        ("", "1", "Choose what this person was, too."),
        ("asleep", "1", "Choose what this person was, too."),
    ],
)
def test_wrong_units_are_explained_beside_the_person_and_nothing_is_saved(
    visitor: Visitor, people: People, trainee: Enrolment, status: str, units: str, sentence: str
) -> None:
    classmate = enrolment_of(people.classmate, people.edition)
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).get(address(session))
    wrong = {f"mark-{trainee.id}": status, f"units-{trainee.id}": units}

    visitor.post(
        address(session), controls(visitor) | wrong | {f"mark-{classmate.id}": "late"}, status=422
    )

    assert sentence in visitor.text()
    assert register(session) == {}
    again = controls(visitor)
    assert again[f"units-{trainee.id}"] == units
    assert again[f"mark-{classmate.id}"] == "late"
    assert visitor.all(".error-list a")[0].attrs["href"] == f"#units-{trainee.id}"


def test_units_that_the_status_stands_for_anyway_are_not_written_down(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).get(address(session))

    visitor.post(
        address(session),
        controls(visitor) | {f"mark-{trainee.id}": "late", f"units-{trainee.id}": "2"},
    )

    assert register(session) == {trainee.id: ("late", None)}


def test_a_second_saver_does_not_overwrite_the_first(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.coordinator).get(address(session))
    opened = controls(visitor)
    first = Visitor(visitor.app).signed_in(people.trainer)
    first.get(address(session))
    first.post(address(session), controls(first) | {f"mark-{trainee.id}": "absent"})

    mine = opened | {f"mark-{trainee.id}": "late", f"mark-{classmate.id}": "excused"}
    visitor.post(address(session), mine, status=409)

    assert register(session) == {trainee.id: ("absent", None), classmate.id: ("present", None)}
    rows = [" ".join(row.to_text().split()) for row in visitor.all(".disputes tbody tr")]
    assert [row.partition("Teresa")[0].strip() for row in rows] == [
        "Ana Example Absent",
        "Bruno Example Present",
    ]
    assert [row.rpartition(" ")[2] for row in rows] == ["Late", "Excused"]
    visitor.post(address(session), controls(visitor))
    assert register(session) == {trainee.id: ("late", None), classmate.id: ("excused", None)}


def test_of_a_register_only_the_people_in_dispute_are_shown_twice(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).get(address(session))
    opened = controls(visitor)
    marked(session, trainee, "absent", by=people.coordinator)

    visitor.post(address(session), opened | {f"mark-{trainee.id}": "late"}, status=409)

    assert len(visitor.all(".disputes tbody tr")) == 1
    assert register(session) == {trainee.id: ("absent", None)}
    assert mark_of(session, classmate) is None


def test_what_nobody_touched_here_lets_the_others_mark_stand(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).post(f"{address(session)}/everyone")
    visitor.get(address(session))
    opened = controls(visitor)
    marked(session, trainee, "absent", by=people.coordinator)

    visitor.post(address(session), opened | {f"mark-{classmate.id}": "late"})

    assert register(session) == {trainee.id: ("absent", None), classmate.id: ("late", None)}
    visitor.get(address(session))
    assert "1 person was marked meanwhile by somebody else; that mark stands." in visitor.text()


def test_everyone_present_leaves_marks_that_are_there(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    session = a_session(people.edition)
    marked(session, trainee, "absent", by=people.coordinator)
    visitor.signed_in(people.trainer).get(address(session))
    assert "Everyone else was present" in visitor.text()

    visitor.post(f"{address(session)}/everyone")

    assert register(session) == {trainee.id: ("absent", None), classmate.id: ("present", None)}


def test_nobody_marks_themselves(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    own = enrol(people.trainer, people.edition, Role.TRAINEE)
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).get(address(session))
    assert "Somebody else marks you." in visitor.text()

    visitor.post(f"{address(session)}/everyone")
    visitor.post(address(session), {"shown": "", f"mark-{own.id}": "present"})

    assert register(session) == {trainee.id: ("present", None)}


@pytest.mark.parametrize("how", ["mark-{}", "units-{}", "shown"])
def test_a_form_that_names_a_stranger_is_refused_whole(
    visitor: Visitor, people: People, trainee: Enrolment, how: str
) -> None:
    session, sent = a_session(people.edition), {"shown": "", f"mark-{trainee.id}": "absent"}
    for stranger in (
        enrol(people.stranger, people.other_edition, Role.TRAINEE),
        enrol(people.stranger, people.edition, Role.TRAINER),
    ):
        named = {how.format(stranger.id): f"{stranger.id}.0.present.-" if how == "shown" else "1"}
        visitor.signed_in(people.trainer).post(address(session), sent | named, status=404)
        assert register(session) == {}


def test_who_left_while_the_register_was_open_is_passed_over(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).get(address(session))
    form = controls(visitor) | {f"mark-{trainee.id}": "late"}
    editions.end(classmate, at=datetime.now(UTC))
    db.session.commit()
    visitor.post(address(session), form)
    assert register(session) == {trainee.id: ("late", None)}


@pytest.mark.parametrize("shown", ["x", "1.2", "1.0.asleep.-", "1.0.late.999"])
def test_a_forged_state_is_refused(visitor: Visitor, people: People, shown: str) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer).post(address(session), {"shown": shown}, status=400)


@pytest.mark.parametrize("path", ["", "/everyone"])
def test_what_is_to_come_or_cancelled_is_not_marked(
    visitor: Visitor, people: People, trainee: Enrolment, now: datetime, path: str
) -> None:
    future = a_session(people.edition, starts_in=timedelta(hours=1))
    off = a_session(people.edition)
    actions.cancel(off, why="Strike.", at=now)
    visitor.signed_in(people.trainer)

    for session in (future, off):
        form = {"shown": "", f"mark-{trainee.id}": "present"}
        visitor.post(address(session) + path, form, status=403)
        assert register(session) == {}
        visitor.get(address(session))
    visitor.get(address(future))
    assert "This session has not begun" in visitor.text()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 403) for name in ("trainee", "classmate", "supervisor", "assessor")),
        *((name, 404) for name in ("outsider", "other_coordinator", "stranger")),
    ],
)
@pytest.mark.parametrize("path", ["", "/everyone"])
def test_only_who_holds_the_session_marks(
    visitor: Visitor, people: People, trainee: Enrolment, name: str, status: int, path: str
) -> None:
    session = a_session(people.edition)

    form = {"shown": "", f"mark-{trainee.id}": "present"}
    visitor.signed_in(getattr(people, name)).post(address(session) + path, form, status=status)

    assert register(session) == {}


def test_taking_attendance_is_no_change_of_the_session(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    session = a_session(people.edition)

    visitor.signed_in(people.trainer).post(f"{address(session)}/everyone")

    row = db.session.scalars(select(ClassSession)).one()
    assert (row.version, row.changed_at) == (1, session.created_at)
    assert row.marked_by_id == people.trainer.id
