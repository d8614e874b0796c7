"""Marks set in the place of others: name and reason, a draft first, a record that only grows."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from lms.accounts.models import SignIn
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.overrides.models import MarkOverride
from tests.gradebook.factories import mark
from tests.people import PASSWORD, People, enrol, enrolment_of
from tests.visitor import Visitor

DEFENCE = "?component=defence&part=cluster-broker/defence"
REASON = "The recording was found: two questions had been left out."


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def account(enrolment: Enrolment) -> str:
    return f"/editions/{enrolment.edition_id}/gradebook/{enrolment.id}"


def page(enrolment: Enrolment, place: str = DEFENCE) -> str:
    return f"{account(enrolment)}/overrides{place}"


def set_(visitor: Visitor, enrolment: Enrolment, value: int, place: str = DEFENCE) -> MarkOverride:
    visitor.get(page(enrolment, place))
    [seen] = visitor.all("input[name=seen]")
    form = {"mark": value, "reason": REASON, "seen": seen.attrs["value"]}
    visitor.post(page(enrolment, place), form)
    return standing()[0]


def standing() -> list[MarkOverride]:
    return list(db.session.scalars(select(MarkOverride).where(MarkOverride.lifted_at.is_(None))))


def test_a_mark_is_set_seen_by_staff_and_shown_to_the_trainee_once_released(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    mark(trainee, 41, by=people.assessor, released=True)
    staff, reader = Visitor(app).signed_in(people.trainer), Visitor(app).signed_in(people.trainee)
    row = set_(staff, trainee, 73)
    staff.get(account(trainee))
    assert f"Defence Set by Teresa Example: {REASON} Underneath: 41 73.0 Draft" in staff.text()
    assert "So far: 73 of 100." in staff.text()
    reader.get(account(trainee))
    assert "So far: 41 of 100." in reader.text()
    assert "Set by" not in reader.text()

    staff.post(f"{account(trainee)}/overrides/{row.id}/release")

    reader.get(account(trainee))
    assert f"Defence Set by Teresa Example: {REASON} 73.0 Released" in reader.text()
    assert "So far: 73 of 100." in reader.text()
    assert "41" not in reader.text()


def test_a_mark_set_over_an_unreleased_one_shows_nothing_of_it(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    mark(trainee, 41, by=people.assessor, comment="Canary of the comment")
    staff, reader = Visitor(app).signed_in(people.trainer), Visitor(app).signed_in(people.trainee)
    row = set_(staff, trainee, 73)
    staff.post(f"{account(trainee)}/overrides/{row.id}/release")
    reader.get(account(trainee))
    assert "73.0 Released" in reader.text()
    assert "41" not in reader.text()
    assert "Canary" not in reader.text()


def test_over_the_total_it_is_the_total_and_the_sum_still_stands(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    mark(trainee, 41, by=people.assessor, released=True)
    staff, reader = Visitor(app).signed_in(people.trainer), Visitor(app).signed_in(people.trainee)
    row = set_(staff, trainee, 65, place="")
    staff.post(f"{account(trainee)}/overrides/{row.id}/release")
    reader.get(account(trainee))
    assert f"Total: 65 of 100. Set by Teresa Example: {REASON}" in reader.text()
    assert "(41 × 10) ÷ 10 = 41" in reader.text()
    staff.get(f"/editions/{trainee.edition_id}/gradebook")
    assert "Ana Example 65.0 set by hand 65.0" in staff.text()


def test_lifted_the_mark_underneath_counts_and_the_record_keeps_both(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    mark(trainee, 41, by=people.assessor)
    visitor.signed_in(people.trainer)
    row = set_(visitor, trainee, 73)
    lifting = f"{account(trainee)}/overrides/{row.id}/lifting"
    visitor.post(lifting + DEFENCE, {"lift_reason": " "}, status=422)
    assert "Write why; it stays in the record." in visitor.text()

    visitor.post(lifting + DEFENCE, {"lift_reason": "It was another trainee."})

    visitor.get(account(trainee))
    assert "So far: 41 of 100." in visitor.text()
    visitor.get(page(trainee))
    assert f"{REASON} – Teresa Example" in visitor.text()
    assert "It was another trainee." in visitor.text()
    assert standing() == []


def test_a_second_one_ends_the_first(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    visitor.signed_in(people.trainer)
    set_(visitor, trainee, 73)
    assert set_(visitor, trainee, 80).mark == 80
    visitor.get(page(trainee))
    assert "another mark was set" in visitor.text()
    assert db.session.query(MarkOverride).count() == 2


def test_two_people_at_once_see_each_other_and_nothing_is_lost(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    first, second = Visitor(app).signed_in(people.trainer), Visitor(app).signed_in(people.assessor)
    set_(first, trainee, 73)
    form = {"mark": "55", "reason": "Mine", "seen": "0"}
    second.post(page(trainee), form, status=409)
    assert "Somebody set a mark here while you did" in second.text()
    assert [node.attrs["value"] for node in second.all("#mark")] == ["55"]
    assert [row.mark for row in standing()] == [73]


@pytest.mark.parametrize(
    ("value", "reason", "sentence"),
    [
        ("101", REASON, "Write a whole number from 0 to 100."),
        ("", REASON, "Write a whole number from 0 to 100."),
        ("many", REASON, "Write a whole number from 0 to 100."),
        ("50", " ", "Write why. The trainee reads it beside your name."),
        ("50", "x" * 301, "Shorten this to 300 characters."),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    visitor: Visitor, people: People, trainee: Enrolment, value: str, reason: str, sentence: str
) -> None:
    visitor.signed_in(people.trainer)
    form = {"mark": value, "reason": reason, "seen": "0"}
    visitor.post(page(trainee), form, status=422)
    assert sentence in visitor.text()
    assert [node.attrs.get("value", "") for node in visitor.all("#mark")] == [value]
    assert standing() == []


def test_it_asks_for_the_password_and_sent_twice_it_is_set_once(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainer)
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    db.session.execute(update(SignIn).values(confirmed_at=an_hour_ago))
    form = {"mark": "50", "reason": REASON, "seen": "0"}
    visitor.post(page(trainee), form, status=422)
    assert "Your password, please" in visitor.text()
    assert standing() == []
    visitor.post(page(trainee), form | {"present_password": PASSWORD})
    visitor.post(page(trainee), form)
    assert [row.mark for row in standing()] == [50]


@pytest.mark.parametrize(
    "place", ["?component=defence&part=nothing", "?component=quizzes", "?part=cluster-broker/a1"]
)
def test_there_is_no_page_for_a_part_that_the_course_does_not_have(
    visitor: Visitor, people: People, trainee: Enrolment, place: str
) -> None:
    visitor.signed_in(people.trainer).get(page(trainee, place), status=404)


def test_nobody_sets_their_own_mark_and_others_set_none(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    form = {"mark": "100", "reason": REASON, "seen": "0"}
    for person in (people.classmate, people.supervisor, people.trainee):
        Visitor(app).signed_in(person).post(page(trainee), form, status=403)
    Visitor(app).signed_in(people.outsider).post(page(trainee), form, status=404)
    enrol(people.trainee, people.edition, Role.TRAINER)
    Visitor(app).signed_in(people.trainee).post(page(trainee), form, status=403)
    assert standing() == []


def test_an_override_of_somebody_else_is_not_found_here(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    other = enrolment_of(people.classmate, people.edition)
    visitor.signed_in(people.trainer)
    row = set_(visitor, trainee, 73)
    visitor.post(f"{account(other)}/overrides/{row.id}/release", status=404)
    visitor.post(
        f"{account(other)}/overrides/{row.id}/lifting", {"lift_reason": "Not theirs"}, status=404
    )
    assert (standing()[0].released_at, standing()[0].lifted_at) == (None, None)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE mark_override SET mark = 100",
        "UPDATE mark_override SET reason = 'Another'",
        "UPDATE mark_override SET released_at = NULL, released_by_id = NULL",
        "DELETE FROM mark_override",
    ],
)
def test_the_record_only_grows(
    visitor: Visitor, people: People, trainee: Enrolment, change: str
) -> None:
    row = set_(visitor.signed_in(people.trainer), trainee, 73)
    visitor.post(f"{account(trainee)}/overrides/{row.id}/release")
    with pytest.raises(DBAPIError, match="only grows"), db.session.begin_nested():
        db.session.execute(text(change))


def test_the_database_refuses_a_mark_set_by_oneself(people: People, trainee: Enrolment) -> None:
    row = MarkOverride(enrolment_id=trainee.id, trainee_id=people.trainee.id, mark=1, reason="x")
    row.component = row.part = ""
    row.set_by_id, row.set_at = people.trainee.id, datetime.now(UTC)
    db.session.add(row)
    with pytest.raises(IntegrityError, match="set_by_another"):
        db.session.flush()
    db.session.rollback()
