"""A photo comes in parts over a line that breaks: it is the same in the end, or not there."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextvars import Context
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from flask import Flask

from lms.awaited import parts
from lms.config import Settings
from lms.files import actions as files
from lms.files.storage import storage
from lms.logbook.models import LogEntry
from lms.placements.models import Placement
from tests.api.sending import an_entry_of, at
from tests.evidence.factories import expected, rows
from tests.evidence.sending import PART, address, digest_of, manifest, post, send, standing
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.files.factories import PDF, a_photo
from tests.people import People
from tests.visitor import Visitor

pytestmark = pytest.mark.long

PHOTO = a_photo(320, 240)


@pytest.fixture(autouse=True)
def _nothing_on_its_way(settings: Settings) -> Iterator[None]:
    """The tables of a test are rolled back; these files are not."""
    yield
    shutil.rmtree(settings.data_dir / ".parts", ignore_errors=True)


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def entry(placement: Placement) -> LogEntry:
    return an_entry(placement, state="submitted")


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def test_an_entry_names_its_photo_and_the_photo_follows(ana: Visitor, placement: Placement) -> None:
    number = uuid4()
    said = manifest(PHOTO, caption="The two driers", captured_at="2026-11-20T08:30:00+05:30")
    ana.put(
        at("entries", number),
        an_entry_of(placement, form_of(), hand_in=True, evidence=[said]),
    )
    assert [(row.state, row.entry_id) for row in rows()] == [("expected", number)]

    told = send(ana, PHOTO)

    (row,) = rows()
    assert (told["state"], told["offset"], told["receipt"]) == ("received", len(PHOTO), row.id)
    assert told["href"] == f"/placements/{placement.id}/entries/{number}"
    assert (row.state, row.caption) == ("received", "The two driers")
    assert row.captured_at
    assert row.captured_at.isoformat() == "2026-11-20T03:00:00+00:00"
    ana.get(f"/placements/{placement.id}/entries/{number}")
    assert len(ana.all(".evidence img")) == 1


def test_an_upload_that_breaks_off_anywhere_goes_on_from_what_is_here(
    ana: Visitor, entry: LogEntry
) -> None:
    """At every end of a part, and in the middle of one: the server keeps what came whole."""
    expected(entry, PHOTO)
    offset = 0
    for size in (PART, PART // 2, 1, PART, len(PHOTO)):
        post(ana, PHOTO, PHOTO[offset : offset + size], offset)
        offset = min(offset + size, len(PHOTO))
        here = standing(ana, PHOTO)["offset"]
        assert here == offset
    assert rows()[0].state == "received"


def test_the_head_alone_says_how_much_is_here(ana: Visitor, entry: LogEntry) -> None:
    expected(entry, PHOTO)
    post(ana, PHOTO, PHOTO[:PART], 0)
    answer = Context().run(ana.client.head, address(PHOTO))
    assert (answer.headers["Upload-Offset"], answer.data) == (str(PART), b"")
    assert rows()[0].state == "uploading"


@pytest.mark.parametrize("offset", [0, PART - 1, PART + 1, 10**9])
def test_a_part_that_does_not_follow_is_refused_with_what_is_here(
    ana: Visitor, entry: LogEntry, offset: int
) -> None:
    expected(entry, PHOTO)
    post(ana, PHOTO, PHOTO[:PART], 0)

    told = post(ana, PHOTO, PHOTO[PART : 2 * PART], offset, status=409)

    assert (told["error"], told["offset"]) == ("wrong_offset", PART)
    assert send(ana, PHOTO, start=PART)["state"] == "received"


def test_an_answer_that_was_lost_costs_one_question(ana: Visitor, entry: LogEntry) -> None:
    expected(entry, PHOTO)
    send(ana, PHOTO)
    again = post(ana, PHOTO, PHOTO[-1:], len(PHOTO) - 1)
    assert (again["state"], again["offset"]) == ("received", len(PHOTO))
    assert len(rows()) == 1


def test_a_server_that_fell_before_it_looked_at_the_whole_is_told_again(
    ana: Visitor, people: People, entry: LogEntry
) -> None:
    row = expected(entry, PHOTO)
    row.state = "uploading"
    parts.append(people.trainee, row.digest, PHOTO, offset=0, size=len(PHOTO))
    assert standing(ana, PHOTO)["offset"] == len(PHOTO)
    assert post(ana, PHOTO, b"", len(PHOTO))["state"] == "received"


def test_a_part_that_was_damaged_on_the_way_is_not_kept(ana: Visitor, entry: LogEntry) -> None:
    expected(entry, PHOTO)
    part = PHOTO[:PART]
    said = base64.b64encode(sha256(part).digest()).decode()
    head = {"Content-Digest": f"sha-256=:{said}:"}
    damaged = bytes([part[0] ^ 1]) + part[1:]

    assert post(ana, PHOTO, damaged, 0, status=400, **head)["error"] == "broken_part"
    assert standing(ana, PHOTO)["offset"] == 0
    post(ana, PHOTO, part, 0, **head)
    assert standing(ana, PHOTO)["offset"] == PART


def test_a_whole_that_is_another_file_is_thrown_away(ana: Visitor, entry: LogEntry) -> None:
    expected(entry, PHOTO)
    wrong = bytes(len(PHOTO))
    post(ana, PHOTO, wrong[:PART], 0)

    told = post(ana, PHOTO, wrong[PART:], PART, status=422)

    assert told["error"] == "other_content"
    assert (rows()[0].state, standing(ana, PHOTO)["offset"]) == ("uploading", 0)
    assert send(ana, PHOTO)["state"] == "received"


def test_what_is_no_file_we_take_is_refused_and_says_why(ana: Visitor, entry: LogEntry) -> None:
    page = b"<html><script>alert(1)</script>" * 50
    expected(entry, page)

    post(ana, page, page[:PART], 0)
    told = post(ana, page, page[PART:], PART, status=422)

    assert told["error"] == "refused"
    assert told["told"].startswith("This kind of file is not taken.")
    assert (rows()[0].state, rows()[0].file_id) == ("refused", None)
    assert standing(ana, page)["told"] == told["told"]


def test_an_edition_that_is_full_refuses_it_and_takes_it_named_again(
    ana: Visitor, entry: LogEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected(entry, PHOTO)
    monkeypatch.setattr(files, "room_of_an_edition", lambda: 10)
    told = post(ana, PHOTO, PHOTO, 0, status=422)
    assert "used up their room" in told["told"]

    monkeypatch.undo()
    expected(entry, PHOTO)
    assert send(ana, PHOTO)["state"] == "received"


def test_a_full_disk_keeps_no_half_part_and_asks_for_patience(
    ana: Visitor, entry: LogEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected(entry, PHOTO)
    post(ana, PHOTO, PHOTO[:PART], 0)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert post(ana, PHOTO, PHOTO[PART:], PART, status=503)["error"] == "no_room"
    monkeypatch.undo()
    assert standing(ana, PHOTO)["offset"] == PART
    assert send(ana, PHOTO, start=PART)["state"] == "received"


def test_two_parts_that_arrive_together_at_one_place_break_nothing(
    ana: Visitor, people: People, entry: LogEntry
) -> None:
    """Each saw the same place free; the next part goes on from where the last of them ends."""
    row = expected(entry, PHOTO)
    parts.append(people.trainee, row.digest, PHOTO[:PART], offset=0, size=len(PHOTO))
    name = f"{parts.FOLDER}/{people.trainee.id}/{row.digest}/{0:09}"
    for first in (PART // 2, PART):
        storage().write(name, PHOTO[:first])
        assert standing(ana, PHOTO)["offset"] == first
        if first < PART:
            told = post(ana, PHOTO, PHOTO[PART:], PART, status=409)
            assert told["offset"] == first
    assert send(ana, PHOTO, start=PART)["state"] == "received"


def test_of_what_arrived_whole_no_part_is_left(
    ana: Visitor, entry: LogEntry, settings: Settings
) -> None:
    expected(entry, PHOTO)
    post(ana, PHOTO, PHOTO[:PART], 0)
    left = settings.data_dir / ".parts"
    assert [path for path in left.rglob("*") if path.is_file()]
    send(ana, PHOTO, start=PART)
    assert [path for path in left.rglob("*") if path.is_file()] == []


def test_what_nobody_named_is_not_taken(ana: Visitor, entry: LogEntry) -> None:
    post(ana, PHOTO, PHOTO[:PART], 0, status=404)
    ana.get(address(PHOTO), status=404)
    expected(entry, PHOTO)
    post(ana, PHOTO, PHOTO[:PART], 0)


def test_a_photo_is_its_trainees_alone_on_its_way(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    expected(entry, PHOTO)
    for who in ("classmate", "supervisor", "coordinator"):
        visitor.signed_in(getattr(people, who))
        post(visitor, PHOTO, PHOTO[:PART], 0, status=404)
    assert rows()[0].state == "expected"


@pytest.mark.parametrize(
    ("part", "offset", "status"),
    [
        (bytes(parts.LARGEST_PART + 1), 0, 413),
        (b"x", "", 400),
        (b"x", "soon", 400),
        (b"x", -1, 409),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(
    ana: Visitor, entry: LogEntry, part: bytes, offset: int | str, status: int
) -> None:
    expected(entry, bytes(parts.LARGEST_PART + 1))
    post(ana, bytes(parts.LARGEST_PART + 1), part, offset, status=status)
    assert rows()[0].state == "expected"


def test_a_part_needs_a_session_and_its_token(
    visitor: Visitor, people: People, app: Flask, entry: LogEntry
) -> None:
    expected(entry, PHOTO)
    post(visitor, PHOTO, PHOTO[:PART], 0, status=401)
    visitor.signed_in(people.trainee)
    for token in ("forged", Visitor(app).signed_in(people.classmate).token()):
        head = {"X-CSRFToken": token}
        assert post(visitor, PHOTO, PHOTO[:PART], 0, status=400, **head)["error"] == "stale_token"
    post(visitor, PHOTO, PHOTO[:PART], 0)


def test_one_photo_in_two_entries_is_sent_once(
    ana: Visitor, entry: LogEntry, placement: Placement
) -> None:
    expected(entry, PHOTO)
    expected(an_entry(placement), PHOTO)
    send(ana, PHOTO)
    assert [row.state for row in rows()] == ["received", "received"]


def test_uploads_that_nobody_went_on_with_are_forgotten_after_a_week(
    ana: Visitor, people: People, entry: LogEntry, settings: Settings, now: datetime
) -> None:
    for data, age in ((PHOTO, 8), (PDF, 6)):
        expected(entry, data)
        post(ana, data, data[:10], 0)
        folder = settings.data_dir / ".parts" / str(people.trainee.id) / digest_of(data)
        (path,) = folder.iterdir()
        old = (now - timedelta(days=age)).timestamp()
        os.utime(path, (old, old))

    assert parts.forget_older(now - timedelta(days=7)) == 1

    assert standing(ana, PHOTO)["offset"] == 0
    assert standing(ana, PDF)["offset"] == 10
    assert send(ana, PHOTO)["state"] == "received"
