"""Photos and papers of an entry: added with a plain form, seen by few, withdrawn at any time."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select

from lms.audit.models import AuditEvent
from lms.config import Settings
from lms.db import db
from lms.evidence import actions
from lms.evidence.models import MOST
from lms.files.models import StoredFile
from lms.logbook.models import LogEntry
from lms.placements import record
from tests.evidence.factories import an_item, expected, form_of, received, rows
from tests.fieldwork.factories import a_placement, an_entry
from tests.fieldwork.factories import form_of as entry_form
from tests.files.factories import CAMERA, PDF, a_photo
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def entry(people: People) -> LogEntry:
    return an_entry(a_placement(people), state="submitted")


def at(entry: LogEntry, rest: str = "") -> str:
    return f"/placements/{entry.placement_id}/entries/{entry.id}/evidence{rest}"


def on_record(entry: LogEntry) -> list[tuple[str, dict[str, str]]]:
    chain = record.chain_of(entry.placement_id)
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.number)
    found = [(row.act, row.details) for row in db.session.scalars(query)]
    return [(act, said) for act, said in found if act.startswith("evidence.")]


def test_a_photo_is_added_without_a_script_and_shown_with_the_entry(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    photo = a_photo()
    visitor.signed_in(people.trainee).get(f"/placements/{entry.placement_id}/entries/{entry.id}")
    assert "Add a photo or paper" in visitor.text()

    visitor.post(at(entry), form_of(photo))

    (row,) = rows()
    assert (row.state, row.digest, row.consent) == ("received", sha256(photo).hexdigest(), "spoken")
    visitor.get(f"/placements/{entry.placement_id}/entries/{entry.id}")
    assert "The two dryers behind the house." in visitor.text()
    (picture,) = visitor.all(".evidence img")
    assert picture.attrs["alt"] == "The two dryers behind the house."
    assert on_record(entry)[0][0] == "evidence.received"


def test_what_is_given_out_is_the_picture_without_its_place(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    photo = a_photo()
    row = received(entry, photo)
    answer = visitor.signed_in(people.supervisor).get(at(entry, f"/{row.digest}"))

    assert CAMERA.encode() in photo
    assert CAMERA.encode() not in answer.data
    with Image.open(BytesIO(answer.data)) as picture:
        assert picture.size == (640, 480)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_when_it_was_taken_is_kept_in_the_time_of_the_place(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    picture, file, exif = Image.new("RGB", (60, 40), "white"), BytesIO(), Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 08:30:00"
    picture.save(file, "JPEG", exif=exif)
    entry.placement.time_zone = "Asia/Kolkata"
    db.session.commit()

    visitor.signed_in(people.trainee).post(at(entry), form_of(file.getvalue()))

    (row,) = rows()
    assert row.captured_at
    assert row.captured_at.isoformat() == "2026-11-20T03:00:00+00:00"


def test_the_same_photo_sent_twice_is_there_once(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    visitor.signed_in(people.trainee)
    for _ in range(2):
        visitor.post(at(entry), form_of())
    assert [row.state for row in rows()] == ["received"]
    assert len(on_record(entry)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (form_of(consent=""), "Say whether the people in it agreed."),
        (form_of(consent="perhaps"), "Not a valid choice."),
        (form_of(caption="x" * 201), "Shorten this to 200 characters."),
        ({"consent": "none"}, "Choose a file."),
        (form_of(b"<svg onload=alert(1)>", "x.svg"), "This kind of file is not taken."),
        (form_of(b"\xff\xd8\xff\xe0 no picture"), "This picture cannot be read."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    visitor: Visitor, people: People, entry: LogEntry, fields: dict[str, object], sentence: str
) -> None:
    visitor.signed_in(people.trainee).post(at(entry), dict(fields), status=422)
    assert sentence in visitor.text()
    assert rows() == []


def test_an_entry_holds_so_many_and_no_more(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    for number in range(MOST):
        expected(entry, PDF + bytes([number]))
    visitor.signed_in(people.trainee).get(at(entry))
    assert visitor.all("input[type=file]") == []
    visitor.post(at(entry), form_of(), status=422)
    assert f"An entry holds {MOST} photos or papers." in visitor.text()
    assert len(rows()) == MOST


@pytest.mark.parametrize(
    ("who", "page", "file"),
    [
        ("trainee", 200, 200),
        ("supervisor", 200, 200),
        ("coordinator", 200, 200),
        ("assessor", 200, 200),
        ("classmate", 404, 404),
        ("trainer", 404, 404),
        ("other_supervisor", 404, 404),
        ("outsider", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_it_is_seen_by_those_who_see_the_entry(
    visitor: Visitor, people: People, entry: LogEntry, who: str, page: int, file: int
) -> None:
    row = received(entry)
    visitor.signed_in(getattr(people, who))
    assert visitor.status_of(at(entry)) == page
    assert visitor.status_of(at(entry, f"/{row.digest}")) == file


def test_what_belongs_to_a_draft_is_its_authors_alone(visitor: Visitor, people: People) -> None:
    draft = an_entry(a_placement(people))
    row = received(draft)
    visitor.signed_in(people.supervisor).get(at(draft, f"/{row.digest}"), status=404)
    visitor.signed_in(people.trainee).get(at(draft, f"/{row.digest}"))


def test_a_photo_is_found_under_its_own_entry_only(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    row, other = received(entry), an_entry(entry.placement, state="submitted")
    visitor.signed_in(people.trainee).get(at(other, f"/{row.digest}"), status=404)
    visitor.get(at(entry, f"/{row.digest}"))


def test_only_its_author_adds_and_only_until_it_is_decided(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    visitor.signed_in(people.supervisor).post(at(entry), form_of(), status=403)
    visitor.signed_in(people.trainee).post(at(entry), form_of())
    entry.state = "approved"
    db.session.commit()
    visitor.post(at(entry), form_of(PDF, "list.pdf"), status=403)
    assert len(rows()) == 1


@pytest.mark.parametrize("who", ["trainee", "coordinator"])
def test_a_withdrawn_photo_is_deleted_and_its_digest_stays_on_record(
    visitor: Visitor, people: People, entry: LogEntry, settings: Settings, who: str
) -> None:
    row = received(entry)
    assert row.file
    kept = settings.data_dir / "files" / row.file.digest[:2] / row.file.digest
    entry.state = "approved"
    assert kept.exists()

    visitor.signed_in(getattr(people, who)).post(
        at(entry, f"/{row.digest}/withdrawal"), {"reason": "consent"}
    )

    assert not kept.exists()
    assert db.session.scalars(select(StoredFile)).all() == []
    (left,) = rows()
    assert (left.state, left.withdrawn_reason) == ("withdrawn", "consent")
    act, said = on_record(entry)[-1]
    assert (act, said["evidence"], said["reason"]) == ("evidence.withdrawn", row.digest, "consent")
    visitor.get(at(entry))
    assert "Somebody in it no longer agrees" in visitor.text()
    visitor.get(at(entry, f"/{row.digest}"), status=404)


def test_what_was_withdrawn_is_not_said_to_be_received_again(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    row = received(entry)
    visitor.signed_in(people.trainee)
    visitor.post(at(entry, f"/{row.digest}/withdrawal"), {"reason": "mistake"})
    visitor.post(at(entry), form_of(), status=422)
    assert "This file was withdrawn from here, so it is not taken again." in visitor.text()


def test_a_photo_that_is_named_twice_in_one_list_is_one(entry: LogEntry) -> None:
    actions.expect(entry, [an_item(), an_item()], at=datetime.now(UTC))
    assert len(rows()) == 1


def test_a_withdrawal_needs_its_reason_and_is_not_the_supervisors(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    row = received(entry)
    address = at(entry, f"/{row.digest}/withdrawal")
    visitor.signed_in(people.supervisor).post(address, {"reason": "consent"}, status=403)
    visitor.signed_in(people.trainee).post(address, {}, status=422)
    assert "Choose a reason." in visitor.text()
    assert rows()[0].state == "received"


def test_one_photo_in_two_entries_goes_from_both(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    other = an_entry(entry.placement, state="submitted")
    row, _twin = received(entry), received(other)
    visitor.signed_in(people.trainee).post(
        at(entry, f"/{row.digest}/withdrawal"), {"reason": "private"}
    )
    assert [left.state for left in rows()] == ["withdrawn", "withdrawn"]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, entry: LogEntry, count: int
) -> None:
    for number in range(count):
        received(entry, a_photo(600 + number))
    visitor.signed_in(people.trainee).get(at(entry))
    assert visitor.statements == 5
    assert len(visitor.all(".evidence > li")) == count


def test_the_form_of_an_entry_names_what_its_device_sends_afterwards(
    visitor: Visitor, people: People
) -> None:
    placement, number = a_placement(people), uuid4()
    named = {"sha256": "a" * 64, "bytes": 9, "name": "x.jpg", "consent": "none", "caption": "Six"}
    where = f"/placements/{placement.id}/entries/{number}"
    visitor.signed_in(people.trainee)

    visitor.post(
        f"{where}/submission", entry_form(facts="", evidence=json.dumps([named])), status=422
    )
    assert rows() == []
    visitor.post(f"{where}/submission", entry_form(evidence=json.dumps([named])))

    (row,) = rows()
    assert (row.entry_id, row.state, row.size, row.caption) == (number, "expected", 9, "Six")
    visitor.get(where)
    assert "Still on the device" in visitor.text()


@pytest.mark.parametrize("evidence", ["{", "{}", '[{"sha256": "x"}]'])
def test_a_list_that_no_page_of_ours_writes_is_refused(
    visitor: Visitor, people: People, evidence: str
) -> None:
    placement, number = a_placement(people), uuid4()
    where = f"/placements/{placement.id}/entries/{number}/versions"
    visitor.signed_in(people.trainee).post(where, entry_form(evidence=evidence), status=400)
    assert rows() == []
    visitor.post(where, entry_form(evidence=""))
