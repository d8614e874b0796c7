"""Marks by hand: one page for a class, drafts until they are released, two hands at once."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from lms.accounts.models import SignIn
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.gradebook.models import HandMark
from tests.class_sessions.factories import a_class
from tests.gradebook.factories import address, controls, mark, mark_of, record
from tests.people import PASSWORD, People, enrol, enrolment_of
from tests.visitor import Visitor, cost_of_a_queue


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def shown(row: HandMark | None) -> tuple[int | None, str, bool, int]:
    assert row is not None
    return (row.mark, row.comment, row.released_at is not None, row.version)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_class_is_marked_in_one_form_and_stays_a_draft(
    visitor: Visitor, people: People, count: int
) -> None:
    class_ = a_class(people.edition, count)
    visitor.signed_in(people.assessor).get(address(class_[0]))
    assert visitor.statements == 4
    form = controls(visitor) | {f"mark-{row.id}": "70" for row in class_}

    visitor.post(address(class_[0]), form | {f"comment-{class_[0].id}": "Clear and short."})

    assert visitor.statements == 7 + cost_of_a_queue()
    assert shown(mark_of(class_[0])) == (70, "Clear and short.", False, 1)
    assert record(class_[-1]) == [("marked", None, 70, people.assessor.id)]
    visitor.get(f"/editions/{people.edition.id}/marks")
    assert f"Defence {count}/{count} 0/{count}" in visitor.text()


def test_sent_twice_it_counts_once(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    visitor.signed_in(people.trainer).get(address(trainee))
    form = controls(visitor) | {f"mark-{trainee.id}": "55"}
    visitor.post(address(trainee), form)
    visitor.post(address(trainee), form)

    assert shown(mark_of(trainee)) == (55, "", False, 1)
    assert len(record(trainee)) == 1


@pytest.mark.parametrize(
    ("value", "comment", "sentence"),
    [
        ("101", "", "Write a whole number from 0 to 100, or leave it empty."),
        ("-1", "", "Write a whole number from 0 to 100, or leave it empty."),
        ("7,5", "", "Write a whole number from 0 to 100, or leave it empty."),
        ("", "Only words", "Write the mark, too."),
        ("50", "x" * 301, "At most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_the_person_and_kept(
    visitor: Visitor, people: People, trainee: Enrolment, value: str, comment: str, sentence: str
) -> None:
    visitor.signed_in(people.trainer).get(address(trainee))
    typed = {f"mark-{trainee.id}": value, f"comment-{trainee.id}": comment}

    visitor.post(address(trainee), controls(visitor) | typed, status=422)

    assert sentence in visitor.text()
    assert controls(visitor).items() >= typed.items()
    assert mark_of(trainee) is None


def test_two_hands_see_both_marks_and_nothing_is_lost(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainer).get(address(trainee))
    form = controls(visitor) | {f"mark-{trainee.id}": "40"}
    mark(trainee, 80, by=people.assessor, comment="Good")

    visitor.post(address(trainee), form, status=409)
    assert "80 Good Abdou Example" in visitor.text()
    assert shown(mark_of(trainee)) == (80, "Good", False, 1)

    visitor.post(address(trainee), controls(visitor))
    assert shown(mark_of(trainee)) == (40, "", False, 2)


def test_a_row_that_nobody_touched_lets_the_other_hands_mark_stand(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    other = enrolment_of(people.classmate, people.edition)
    visitor.signed_in(people.trainer).get(address(trainee))
    form = controls(visitor) | {f"mark-{other.id}": "40"}
    mark(trainee, 80, by=people.assessor)

    visitor.post(address(trainee), form)

    assert (shown(mark_of(trainee))[0], shown(mark_of(other))[0]) == (80, 40)


def test_one_draft_or_all_of_them_are_released(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    other = enrolment_of(people.classmate, people.edition)
    mark(trainee, 80, by=people.assessor)
    mark(other, 60, by=people.assessor)
    visitor.signed_in(people.coordinator)

    visitor.post(f"{address(trainee)}/release", {"enrolment": trainee.id})
    assert (shown(mark_of(trainee))[2], shown(mark_of(other))[2]) == (True, False)

    visitor.post(f"{address(trainee)}/release")
    assert shown(mark_of(other)) == (60, "", True, 2)
    assert record(trainee)[1:] == [("released", 80, 80, people.coordinator.id)]
    visitor.get(f"{address(trainee)}/changes")
    assert "Ana Example 80 Released Carlos Example" in visitor.text()


def test_a_released_mark_changes_after_the_password_and_is_never_taken_back(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    mark(trainee, 80, by=people.assessor, released=True)
    visitor.signed_in(people.assessor).get(address(trainee))
    form = controls(visitor)
    visitor.post(address(trainee), form | {f"mark-{trainee.id}": ""}, status=422)
    assert "you can change it, not take it back" in visitor.text()

    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    db.session.execute(update(SignIn).values(confirmed_at=an_hour_ago))
    form |= {f"mark-{trainee.id}": "85"}
    visitor.post(address(trainee), form, status=422)
    assert "Your password, please" in visitor.text()
    assert shown(mark_of(trainee))[0] == 80

    visitor.post(address(trainee), form | {"present_password": PASSWORD})
    assert shown(mark_of(trainee)) == (85, "", True, 3)


def test_a_form_marks_nobody_of_another_edition(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    stranger = enrolment_of(people.outsider, people.other_edition)
    form = {"shown": f"{stranger.id}.0.0 {trainee.id}.0.0", f"mark-{stranger.id}": "100"}
    visitor.signed_in(people.trainer)

    visitor.post(address(trainee), form | {f"mark-{trainee.id}": "30"})

    assert mark_of(stranger) is None
    assert shown(mark_of(trainee))[0] == 30


def test_a_form_that_is_not_ours_is_refused(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainer).post(address(trainee), {"shown": "x"}, status=400)


def test_nobody_marks_themselves_or_sees_their_own_draft(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    enrol(people.trainee, people.edition, Role.TRAINER)
    mark(trainee, 87, by=people.assessor)
    visitor.signed_in(people.trainee).get(address(trainee))
    assert "Somebody else marks you." in visitor.text()
    assert "87" not in visitor.text()

    form = {"shown": f"{trainee.id}.1.0", f"mark-{trainee.id}": "100"}
    visitor.post(address(trainee), form)
    visitor.post(f"{address(trainee)}/release")
    assert shown(mark_of(trainee)) == (87, "", False, 1)
    visitor.get(f"{address(trainee)}/changes")
    assert "87" not in visitor.text()

    mark(trainee, 87, by=people.assessor, released=True)
    visitor.get(address(trainee))
    assert "87" in visitor.text()


def test_the_database_refuses_a_mark_for_oneself(people: People, trainee: Enrolment) -> None:
    mark(trainee, 50, by=people.assessor)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(update(HandMark).values(marked_by_id=people.trainee.id))


@pytest.mark.parametrize(
    "change", ["UPDATE hand_mark_change SET after = 100", "DELETE FROM hand_mark_change"]
)
def test_the_record_only_grows(people: People, trainee: Enrolment, change: str) -> None:
    mark(trainee, 50, by=people.assessor)
    with pytest.raises(DBAPIError, match="only grows"), db.session.begin_nested():
        db.session.execute(text(change))
    assert db.session.scalar(select(HandMark.mark)) == 50


def test_trainees_and_supervisors_change_no_mark(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    for person in (people.trainee, people.supervisor):
        visitor = Visitor(app).signed_in(person)
        visitor.post(address(trainee), {"shown": ""}, status=403)
        visitor.post(f"{address(trainee)}/release", status=403)
    assert mark_of(trainee) is None


def test_more_than_fifty_are_marked_page_by_page(visitor: Visitor, people: People) -> None:
    class_ = a_class(people.edition, 51)
    visitor.signed_in(people.trainer).get(address(class_[0]))
    assert len(visitor.all("tbody tr")) == 50
    more = visitor.all("nav.pagination a")[0].attrs["href"]
    visitor.get(more)
    form = controls(visitor)
    [name] = [name for name in form if name.startswith("mark-")]
    response = visitor.post(more, form | {name: "66"})
    assert "after=" in response.location
