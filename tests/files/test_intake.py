"""What is taken and what becomes of it; told by its content, whatever it is called."""

import sys
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from lms.config import Settings
from lms.files import actions, kinds, redraw
from lms.files.kinds import Refusal, RefusedError
from lms.files.storage import storage
from tests.files.factories import (
    CAMERA,
    PDF,
    a_docx,
    a_drawing,
    a_photo,
    an_archive,
    an_odt,
    sent,
)


def kept(received: actions.Received) -> bytes:
    with storage().open(received.kept.digest) as file:
        return file.read()


def refusal(data: bytes, name: str = "x.jpg") -> Refusal:
    with pytest.raises(RefusedError) as refused:
        actions.receive(sent(data, name))
    return refused.value.why


def test_a_photo_loses_its_place_its_camera_and_its_comment(app: Flask) -> None:
    photo = a_photo()
    assert CAMERA.encode() in photo
    assert b"taken at her home" in photo

    received = actions.receive(sent(photo, "IMG_1.JPG"))

    drawn = kept(received)
    assert received.kind == kinds.JPEG
    assert CAMERA.encode() not in drawn
    assert b"taken at her home" not in drawn
    with Image.open(BytesIO(drawn)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (received.width, received.height) == (640, 480)


def test_a_photo_held_upright_stands_upright(app: Flask) -> None:
    received = actions.receive(sent(a_photo(640, 480, turned=True)))
    with Image.open(BytesIO(kept(received))) as picture:
        assert picture.size == (480, 640)
        top, bottom = picture.getpixel((240, 20)), picture.getpixel((240, 620))
    assert sum(top) < 300
    assert sum(bottom) > 700


@pytest.mark.long
def test_a_large_photo_is_made_small_enough_for_a_slow_link(app: Flask) -> None:
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    file = BytesIO()
    noise.save(file, "JPEG", quality=90)
    assert file.tell() > 3_000_000

    received = actions.receive(sent(file.getvalue()))

    assert (received.width, received.height) == (1600, 1200)
    assert received.kept.size < 1_000_000
    assert received.kept.size == len(kept(received))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (a_drawing(), kinds.PNG),
        (a_drawing(clear=True), kinds.PNG),
        (a_drawing(kind="WEBP"), kinds.JPEG),
        (a_drawing(clear=True, kind="WEBP"), kinds.PNG),
        (PDF, kinds.PDF),
        (a_docx(), kinds.DOCX),
        (an_odt(), kinds.ODT),
        (an_odt(kinds.ODS.media_type), kinds.ODS),
        (an_archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), kinds.XLSX),
    ],
)
def test_a_file_is_what_its_content_says(app: Flask, data: bytes, kind: kinds.Kind) -> None:
    received = actions.receive(sent(data, "page.html", "text/html"))
    assert received.kind == kind
    assert received.name == f"page{kind.suffix}"


def test_documents_are_kept_to_the_letter(app: Flask) -> None:
    for document in (PDF, a_docx(), an_odt()):
        assert kept(actions.receive(sent(document))) == document


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Refusal.EMPTY),
        (b"<html><script>alert(1)</script>", Refusal.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Refusal.UNKNOWN),
        (b"GIF89a/*<svg/onload=alert(1)>*/=1;", Refusal.UNKNOWN),
        (b"MZ\x90\x00program", Refusal.UNKNOWN),
        (an_archive({"a.html": "<script>"}), Refusal.UNKNOWN),
        (an_odt("text/html"), Refusal.UNKNOWN),
        (b"PK\x03\x04 not an archive", Refusal.UNKNOWN),
        (a_docx(**{"word/vbaProject.bin": "x"}), Refusal.MACROS),
        (b"\xff\xd8\xff\xe0 no picture", Refusal.BROKEN_PICTURE),
        (a_photo()[:2000], Refusal.BROKEN_PICTURE),
    ],
)
def test_anything_else_is_refused_with_its_reason(app: Flask, data: bytes, why: Refusal) -> None:
    assert refusal(data) is why


def test_a_picture_that_is_a_page_too_is_only_a_picture_afterwards(app: Flask) -> None:
    double = a_photo() + b"<html><script>alert(1)</script></html>"
    assert b"<script>" not in kept(actions.receive(sent(double, "photo.html")))


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked(app: Flask) -> None:
    flood = a_drawing(8000, 6000)
    assert len(flood) < 200_000
    assert refusal(flood) is Refusal.TOO_MANY_PIXELS


@pytest.mark.long
def test_as_many_pixels_as_a_good_camera_makes_are_taken(app: Flask) -> None:
    """The control of the flood: 24 million, in the memory that the child has."""
    received = actions.receive(sent(a_drawing(6000, 4000)))
    assert (received.width, received.height) == (1600, 1067)


def test_a_file_that_is_too_large_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LARGEST", len(PDF))
    assert actions.receive(sent(PDF)).kind == kinds.PDF
    assert refusal(PDF + b"!") is Refusal.TOO_LARGE


def test_a_child_that_takes_too_long_is_ended(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(30)\n")
    monkeypatch.setattr(redraw, "__file__", str(slow))
    monkeypatch.setattr(redraw, "SECONDS", 0.2)
    assert refusal(a_photo()) is Refusal.TOO_MANY_PIXELS


def test_a_child_that_dies_costs_the_picture_and_no_more(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(redraw, "__file__", str(dying))
    assert refusal(a_photo()) is Refusal.BROKEN_PICTURE


def test_the_child_knows_no_secret_of_the_server(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LMS_SECRET_KEY", "x" * 40)
    telling = tmp_path / "telling.py"
    telling.write_text("import os, sys\nsys.exit(4 if 'LMS_SECRET_KEY' in os.environ else 2)\n")
    monkeypatch.setattr(redraw, "__file__", str(telling))
    assert sys.executable
    assert refusal(a_photo()) is Refusal.BROKEN_PICTURE


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lms.files.storage.os.fsync", full)
    assert refusal(PDF + b"never kept") is Refusal.NO_ROOM
    assert list((settings.data_dir / ".incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("/abs/olute.PDF", "olute.pdf"),
        ("", "file.pdf"),
        ("....", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.pdf"),
        ("Año día n.º 3 ✓.pdf", "Año día n.º 3 ✓.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_and_is_never_a_path(app: Flask, name: str, shown: str) -> None:
    assert actions.shown_name(name, kinds.PDF) == shown
