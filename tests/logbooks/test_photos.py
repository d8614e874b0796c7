"""Photos stand in the logbook as small copies, with what is said of them, if nobody objects."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest
from flask import current_app
from PIL import Image
from pypdf import PdfReader

from lms import pdf
from lms.config import Settings
from lms.db import db
from lms.evidence import actions as evidence
from lms.evidence.models import Evidence
from lms.files.storage import storage
from lms.i18n import in_language
from lms.logbook.models import LogEntry
from lms.logbooks import drawing, queries
from lms.logbooks.contents import Logbook, logbook_of, outline_of
from lms.placements.models import Placement
from tests.evidence.factories import expected, form_of, received
from tests.fieldwork.factories import a_placement, an_entry
from tests.files.factories import CAMERA, PDF, a_photo
from tests.logbooks.test_logbook import drawn_by_the_worker, words
from tests.people import People
from tests.visitor import Visitor

pytestmark = pytest.mark.skipif(not pdf.is_on(), reason="nothing here draws PDF")
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def entry(people: People) -> Iterator[LogEntry]:
    placement = a_placement(people)
    placement.time_zone = "Asia/Kolkata"
    yield an_entry(placement, state="submitted")
    assert placement, "held until here: sessions hold nothing by themselves"


def document_of(placement: Placement) -> bytes:
    query = queries.placement_to_draw(placement.id)
    with current_app.test_request_context(), in_language("en"):
        return drawing.drawn(logbook_of(db.session.scalars(query).unique().one()))


def shown_in(document: bytes) -> list[tuple[int, int]]:
    """The sizes of its pictures."""
    pages = PdfReader(BytesIO(document)).pages
    return [image.image.size for page in pages for image in page.images if image.image]


def withdraw(row: Evidence, people: People, reason: str = "consent") -> None:
    evidence.withdraw(row, reason=reason, by=people.trainee, at=datetime.now(UTC))


def test_a_photo_is_shown_small_with_caption_day_and_consent(
    people: People, entry: LogEntry
) -> None:
    received(entry, a_photo(1400, 1050), consent="spoken", captured_at=NOW)

    document = document_of(entry.placement)

    said = words(document)
    for piece in (
        "Photo or paper no. 1, below",
        "The two dryers behind the house.",
        "Taken 20 Nov 2026, 14:00 UTC+05:30",
        "The people in it agreed, by word of mouth",
    ):
        assert piece in said, piece
    assert shown_in(document) == [(600, 450)]


@pytest.mark.long
def test_neither_place_nor_camera_come_along(people: People, entry: LogEntry) -> None:
    photo = a_photo()
    received(entry, photo)

    document = document_of(entry.placement)

    assert CAMERA.encode() in photo, "control"
    assert CAMERA.encode() not in document
    (picture,) = [image for page in PdfReader(BytesIO(document)).pages for image in page.images]
    assert picture.image
    assert not picture.image.getexif()
    assert b"taken at her home" not in picture.data


@pytest.mark.long
def test_one_that_was_withdrawn_is_named_and_not_shown(people: People, entry: LogEntry) -> None:
    row = received(entry)
    received(entry, a_photo(200, 300), caption="The ledger.")
    withdraw(row, people)

    document = document_of(entry.placement)

    assert shown_in(document) == [(200, 300)]
    said = words(document)
    assert "Photos and papers nos. 1, 2, below" in said
    assert "Not shown. It was withdrawn on" in said
    assert "Somebody in it no longer agrees" in said
    assert "The two dryers" not in said, "what it showed goes with it"


@pytest.mark.long
def test_a_week_too_heavy_for_one_part_says_everything_once_and_in_order(
    people: People, entry: LogEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = an_entry(entry.placement, state="submitted", facts="The second visit of the day.")
    for width in (200, 220, 240):
        received(entry, a_photo(width, 150), caption=f"Seen at {width}.")
    received(other, PDF, caption="The price list.")
    whole = document_of(entry.placement)
    monkeypatch.setattr(drawing, "A_PART", 2)

    document = document_of(entry.placement)

    sizes = [(200, 150), (220, 150), (240, 150)]
    assert shown_in(document) == shown_in(whole) == sizes
    said, in_one = words(document), words(whole)
    for once in ("The second visit of the day.", "Seen at 240.", "The price list."):
        assert said.count(once) == in_one.count(once) == 1, once
    assert ", continued" in said
    assert ", continued" not in in_one, "control"


@pytest.mark.long
def test_papers_and_what_has_not_come_are_named(people: People, entry: LogEntry) -> None:
    received(entry, PDF, caption="The price list.")
    waits = expected(entry, b"on the phone", name="yard.jpg")
    evidence.waive(waits, reason="The list is enough.", by=people.supervisor, at=NOW)

    document = document_of(entry.placement)

    said = words(document)
    assert "dryers.pdf · The price list." in said
    assert "yard.jpg · Still on the device · Not needed: The list is enough." in said
    assert shown_in(document) == []


def test_another_state_of_a_photo_is_another_document(people: People, entry: LogEntry) -> None:
    names = [outline_of(entry.placement).fingerprint]
    for act in (lambda: expected(entry, b"on the phone"), lambda: received(entry)):
        act()
        names.append(outline_of(entry.placement).fingerprint)
    assert len(set(names)) == len(names)


@pytest.mark.long
def test_the_document_goes_at_once_with_a_photo_that_is_withdrawn(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    row = received(entry)
    visitor.signed_in(people.trainee)
    drawn_by_the_worker(visitor, entry.placement)
    assert row.file
    small = small_of(row.file.digest)
    assert (bool(kept_of(entry)), small.exists()) == (True, True), "control"

    path = f"/placements/{entry.placement_id}/entries/{entry.id}/evidence/{row.digest}/withdrawal"
    visitor.post(path, {"reason": "consent"})

    assert kept_of(entry) == {}
    assert not small.exists()


@pytest.mark.long
def test_a_photo_withdrawn_while_it_is_drawn_leaves_no_document(
    visitor: Visitor, people: People, entry: LogEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, draw_into = received(entry), drawing.draw_into

    def draw_meanwhile(file: IO[bytes], book: Logbook) -> None:
        draw_into(file, book)
        withdraw(row, people)
        db.session.commit()

    monkeypatch.setattr(drawing, "draw_into", draw_meanwhile)
    visitor.signed_in(people.trainee)
    drawn_by_the_worker(visitor, entry.placement)

    assert kept_of(entry) == {}


def kept_of(entry: LogEntry) -> dict[str, int]:
    return storage().sizes(f"logbooks/{entry.placement_id}-")


def small_of(digest: str) -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / "thumbnails" / digest[:2] / f"{digest}.jpg"


@pytest.mark.long
def test_a_photo_of_before_gets_its_small_copy_when_it_is_needed(
    people: People, entry: LogEntry
) -> None:
    row = received(entry, a_photo(1400, 1050))
    assert row.file
    small = small_of(row.file.digest)
    small.unlink()

    document = document_of(entry.placement)

    assert shown_in(document) == [(600, 450)]
    assert small.exists()


@pytest.mark.long
def test_a_photo_whose_bytes_are_lost_does_not_lose_the_document(
    people: People, entry: LogEntry
) -> None:
    row = received(entry)
    assert row.file
    small_of(row.file.digest).unlink()
    storage().remove(row.file.digest)

    assert "The two dryers behind the house." in words(document_of(entry.placement))


def test_pages_show_the_small_copy_and_lead_to_the_photo(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    visitor.signed_in(people.trainee)
    at = f"/placements/{entry.placement_id}/entries/{entry.id}"
    visitor.post(f"{at}/evidence", form_of(a_photo(1400, 1050)))
    visitor.get(at)
    (picture,), (link,) = visitor.all(".evidence img"), visitor.all(".evidence a:has(img)")

    answer = visitor.get(str(picture.attrs["src"]))
    with Image.open(BytesIO(answer.data)) as small:
        assert small.size == (600, 450)
    assert picture.attrs["src"] == f"{link.attrs['href']}/thumbnail"
    marks = {"If-None-Match": answer.headers["ETag"]}
    visitor.get(str(picture.attrs["src"]), headers=marks, status=304)
    for who in (people.supervisor, people.classmate):
        status = 200 if who is people.supervisor else 404
        visitor.signed_in(who).get(str(picture.attrs["src"]), status=status)


def test_a_paper_has_no_small_copy(visitor: Visitor, people: People, entry: LogEntry) -> None:
    row = received(entry, PDF)
    at = f"/placements/{entry.placement_id}/entries/{entry.id}/evidence/{row.digest}"
    visitor.signed_in(people.trainee).get(f"{at}/thumbnail", status=404)


@pytest.mark.long
def test_numbers_of_pages_follow_a_cover_of_two(
    people: People, entry: LogEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = drawing._cover

    def a_long_cover(book: Logbook, *, pages: int) -> str:
        lines = "<p>Another line.</p>" * 60
        return long(book, pages=pages).replace("</footer>", f"</footer>{lines}")

    monkeypatch.setattr(drawing, "_cover", a_long_cover)

    pages = [page.extract_text() for page in PdfReader(BytesIO(document_of(entry.placement))).pages]

    assert [text.split()[-1] for text in pages] == [str(n + 1) for n in range(len(pages))]
    assert f"{len(pages)} pages, drawn" in " ".join(pages[0].split())
