"""A trainee writes a deliverable, adds files, hands it in; nothing typed is lost."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from lms.db import db
from lms.deliverables import actions
from lms.deliverables.models import MOST_FILES, Deliverable, DeliverableVersion
from tests.deliverables.factories import (
    NOTE,
    PDF,
    TEXT,
    a_placement,
    a_work,
    address,
    form,
    upload,
)
from tests.people import People
from tests.visitor import Visitor


def the_work() -> Deliverable:
    return db.session.scalars(select(Deliverable)).one()


def versions() -> list[tuple[int, str]]:
    query = select(DeliverableVersion.number, DeliverableVersion.text)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(DeliverableVersion.id))]


def test_a_draft_is_kept_and_can_be_written_on(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, "/draft"), form(body="A first line."))
    visitor.get(address(placement))
    assert "Kept as a draft" in visitor.text()
    assert "A first line." in visitor.text()
    assert visitor.all("[name=edits]")[0].attrs["value"] == "1"
    visitor.post(address(placement, "/draft"), form(edits=1, body="A second one."))

    assert (the_work().state, the_work().text, versions()) == ("draft", "A second one.", [])


def test_what_is_handed_in_is_a_version_with_its_file(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, "/submission"), form(file=upload()))

    visitor.get(address(placement))
    assert "Handed in" in visitor.text()
    assert "It is with your supervisor" in visitor.text()
    assert not visitor.all("textarea")
    assert versions() == [(1, TEXT)]
    visitor.get(address(placement, "/versions/1"))
    assert TEXT in visitor.text()
    link = visitor.all(".files a")[0].attrs["href"]
    answer = visitor.get(link)
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert "site-note.pdf" in answer.headers["Content-Disposition"]


def test_a_file_alone_is_enough_and_nothing_is_not(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, "/submission"), form(body=""), status=422)
    assert "Write a text or add a file first." in visitor.text()
    assert versions() == []

    visitor.post(address(placement, "/submission"), form(body="", file=upload()))
    assert versions() == [(1, "")]


def test_a_file_that_is_not_taken_is_explained_and_the_text_stays(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)
    page = form(body="Not lost.", file=upload(b"MZ a program", "tool.exe"))

    visitor.post(address(placement, "/submission"), page, status=422)

    assert "This kind of file is not taken." in visitor.all("#file-error")[0].to_text()
    assert visitor.all("textarea")[0].to_text().strip() == "Not lost."
    assert versions() == []


def test_a_text_that_is_too_long_is_explained_and_stays(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)
    long = "word " * 2401

    visitor.post(address(placement, "/draft"), form(body=long), status=422)

    assert "Shorten this to 12000 characters." in visitor.text()
    assert visitor.all("textarea")[0].to_text().split() == long.split()


def test_the_same_form_sent_twice_hands_in_once(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)

    for _ in range(2):
        visitor.post(address(placement, "/submission"), form(file=upload()))

    assert versions() == [(1, TEXT)]
    visitor.get(address(placement))
    assert len(visitor.all(".files li")) == 1


def test_another_text_does_not_slip_into_what_is_handed_in(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    a_work(placement)
    visitor.signed_in(people.trainee)

    visitor.post(
        address(placement, "/submission"), form(edits=1, body="Something else."), status=409
    )

    assert "It was handed in meanwhile" in visitor.text()
    assert "Something else." in visitor.text()
    assert versions() == [(1, TEXT)]


def test_two_devices_see_both_texts(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    a_work(placement, state="draft", text="From the phone.")
    visitor.signed_in(people.trainee)

    visitor.post(address(placement, "/draft"), form(edits=0, body="From the laptop."), status=409)

    assert "This was changed on another device" in visitor.text()
    assert "From the phone." in visitor.all(".card blockquote")[0].to_text()
    assert visitor.all("textarea")[0].to_text().strip() == "From the laptop."
    assert the_work().text == "From the phone."
    again = form(edits=1, body="From the laptop.")
    visitor.post(address(placement, "/draft"), again)
    assert the_work().text == "From the laptop."


def test_a_file_is_taken_out_and_what_was_typed_stays(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    a_work(placement, state="draft", file=PDF)
    visitor.signed_in(people.trainee).get(address(placement))
    take_out = next(
        row.attrs["formaction"] for row in visitor.all("button") if "Take out" in row.to_text()
    )

    visitor.post(take_out.partition("#")[0], form(edits=1, body="Typed meanwhile."))

    visitor.get(address(placement))
    assert visitor.all(".files li") == []
    assert the_work().text == "Typed meanwhile."


def test_no_more_files_than_one_can_read(people: People, now: datetime) -> None:
    placement = a_placement(people)
    for number in range(MOST_FILES):
        a_work(placement, state="draft", file=PDF + bytes([number]))

    with pytest.raises(actions.TooManyFilesError):
        a_work(placement, state="draft", file=PDF + b"one more")
    db.session.rollback()
    assert len(actions.in_hand(actions.take_up(placement, NOTE))) == MOST_FILES


def test_nobody_rewrites_what_was_handed_in(people: People) -> None:
    a_work(a_placement(people))
    version = db.session.scalars(select(DeliverableVersion)).one()

    version.text = "Better."
    with pytest.raises(DBAPIError, match="stays as it was"):
        db.session.commit()
    db.session.rollback()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainee", 200),
        ("supervisor", 200),
        ("assessor", 200),
        ("coordinator", 200),
        ("administrator", 200),
        ("classmate", 404),
        ("other_supervisor", 404),
        ("trainer", 404),
        ("outsider", 404),
        ("other_coordinator", 404),
        ("stranger", 404),
    ],
)
def test_who_reads_what_is_handed_in(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    placement = a_placement(people)
    a_work(placement, file=PDF)
    visitor.signed_in(people.trainee).get(address(placement, "/versions/1"))
    file = visitor.all(".files a")[0].attrs["href"]

    visitor.signed_in(getattr(people, who))
    visitor.get(address(placement), status=status)
    assert (TEXT in visitor.text()) is (status == 200)
    visitor.get(address(placement, "/versions/1"), status=status)
    visitor.get(file, status=status)
    visitor.get(f"/placements/{placement.id}/deliverables", status=status)
    if who != "trainee":
        status = 403 if status == 200 else 404
        visitor.post(address(placement, "/draft"), form(edits=1, body="Mine."), status=status)
        visitor.post(address(placement, "/submission"), form(edits=1, body="Mine."), status=status)
    assert the_work().text == TEXT


def test_a_draft_and_its_files_are_their_authors_alone(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    a_work(placement, state="draft", text="A secret draft.", file=PDF)
    visitor.signed_in(people.trainee).get(address(placement))
    assert "A secret draft." in visitor.text()
    file = visitor.all(".files a")[0].attrs["href"]
    visitor.get(file)

    visitor.signed_in(people.supervisor).get(address(placement))
    assert "A secret draft." not in visitor.text()
    assert "Nothing is handed in yet." in visitor.text()
    visitor.get(file, status=404)
    visitor.get(address(placement, "/versions/1"), status=404)
    visitor.get(f"/placements/{placement.id}/deliverables")
    assert "Not handed in" in visitor.text()


def test_what_the_course_does_not_ask_is_not_found(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)

    visitor.get(address(placement, name="d99-poem"), status=404)
    visitor.post(address(placement, "/draft", name="d99-poem"), form(), status=404)
    visitor.get(address(placement, "/files/77"), status=404)


def test_when_fieldwork_has_ended_nothing_is_handed_in(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    placement.state = "signed_off"
    db.session.commit()
    visitor.signed_in(people.trainee)

    visitor.get(address(placement))
    assert not visitor.all("textarea")
    visitor.post(address(placement, "/submission"), form(), status=409)
    assert "Its record can only be read." in visitor.text()
