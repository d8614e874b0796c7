"""What is kept of registers, what it costs, and what is printed."""

import gzip

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from lms.class_sessions.models import AttendanceChange
from lms.class_sessions.views import registers
from lms.db import db
from lms.editions.models import Enrolment
from tests.class_sessions.factories import (
    a_class,
    a_session,
    address,
    controls,
    marked,
    record,
)
from tests.people import People
from tests.visitor import Visitor, cost_of_a_queue


def test_the_record_of_marks_only_grows(people: People, trainee: Enrolment) -> None:
    session = a_session(people.edition)
    marked(session, trainee, "present", by=people.trainer)

    for forbidden in (update(AttendanceChange).values(status="absent"), delete(AttendanceChange)):
        with pytest.raises(DatabaseError, match="only grows"), db.session.begin_nested():
            db.session.execute(forbidden)

    assert record(session) == [(trainee.id, "present", "Teresa Example")]


def test_a_register_costs_the_same_for_thirty_as_for_three(
    visitor: Visitor, people: People
) -> None:
    costs = []
    for session in (a_session(people.edition), a_session(people.edition, title="Again")):
        class_ = a_class(people.edition, 27 if costs else 3, name="more" if costs else "few")
        visitor.signed_in(people.trainer).get(address(session))
        page = visitor.statements
        form = controls(visitor) | {f"mark-{class_[0].id}": "late"}
        visitor.post(address(session), form)
        first = visitor.statements
        visitor.get(address(session))
        visitor.post(
            address(session),
            controls(visitor) | {f"mark-{row.id}": "excused" for row in class_},
        )
        costs.append((page, first, visitor.statements))

    act = 9 + cost_of_a_queue()
    assert costs == [(5, act, act), (5, act, act)]


def test_the_sheet_has_a_line_to_sign_for_everybody_and_three_more(
    visitor: Visitor, people: People
) -> None:
    session = a_session(people.edition)
    a_class(people.edition, 30)

    visitor.signed_in(people.trainer).get(address(session).replace("attendance", "sheet"))

    rows = [row.to_text().split() for row in visitor.all(".sheet-table tbody tr")]
    assert len(rows) == 33
    assert (rows[0], rows[-1]) == (["1", "Learner00", "Example"], ["33"])
    assert "Teresa Example" in visitor.text()
    assert "(Managua)" in visitor.text()


def test_a_class_of_a_hundred_is_still_one_light_page(visitor: Visitor, people: People) -> None:
    session = a_session(people.edition)
    a_class(people.edition, 100)

    answer = visitor.signed_in(people.trainer).get(address(session))

    assert len(gzip.compress(answer.data, 5)) < 13 * 1024


def test_rates_are_paged_and_cost_the_same_for_many(
    visitor: Visitor, people: People, trainee: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "PAGE", 2)
    class_ = a_class(people.edition, 3)
    for number in range(3):
        session = a_session(people.edition, title=f"Round {number}")
        for row in (trainee, *class_):
            marked(session, row, "late" if number else "absent", by=people.trainer)
    pages, path, costs = [], f"/editions/{people.edition.id}/attendance", set()
    visitor.signed_in(people.trainer)
    while path:
        visitor.get(path)
        costs.add(visitor.statements)
        pages.append([" ".join(row.to_text().split()) for row in visitor.all("tbody tr")])
        older = visitor.all("a[rel=next]")
        path = older[0].attrs["href"] if older else ""

    assert pages[0][0] == "Ana Example 44% 4 of 9 2 1"
    assert [len(page) for page in pages] == [2, 2]
    assert costs == {5}


@pytest.mark.parametrize(("name", "status"), [("trainee", 403), ("outsider", 404)])
def test_rates_of_others_are_for_who_teaches(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name))
    visitor.get(f"/editions/{people.edition.id}/attendance", status=status)


def test_the_record_is_paged(
    visitor: Visitor, people: People, trainee: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "PAGE", 2)
    session = a_session(people.edition)
    for status in ("present", "late", "absent"):
        marked(session, trainee, status, by=people.trainer)
    visitor.signed_in(people.trainer).get(f"{address(session)}/changes")
    first = [badge.to_text() for badge in visitor.all("tbody .badge")]

    visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])

    assert first == ["Absent", "Late"]
    assert [badge.to_text() for badge in visitor.all("tbody .badge")] == ["Present"]
