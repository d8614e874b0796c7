"""The PDF itself, and what draws it. The only tests of certificates that draw."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from flask import Flask, current_app
from pypdf import PdfReader
from sqlalchemy import select

from lms import pdf
from lms.certificates import actions, drawing, serials
from lms.certificates.models import Certificate
from lms.config import Settings
from lms.db import db
from lms.files.bucket import Bucket
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from tests.people import People
from tests.visitor import Visitor

pytestmark = pytest.mark.long

A4_LANDSCAPE = (842, 595)
COLOURS = {
    "indigo": (35, 47, 107),
    "madder": (161, 40, 47),
    "cotton": (248, 245, 237),
    "white": (255, 255, 255),
}


def run_draw_job(app: Flask) -> bool:
    """The oldest drawing that waits."""
    query = select(Job.id).where(Job.kind == actions.DRAW, Job.state == "waiting")
    number = db.session.scalars(query.order_by(Job.id)).first()
    assert number
    done = jobs.run(number, at=datetime.now(UTC))
    assert db.session.get_one(Job, number).last_error == ""
    return done


def a_document(app: Flask, certificate: Certificate, **changes: object) -> PdfReader:
    """Drawn without its border, which takes longest."""
    for name, value in changes.items():
        setattr(certificate, name, value)
    css = drawing.STYLE.read_text(encoding="utf-8")
    return PdfReader(BytesIO(pdf.draw(drawing.as_html(certificate), css=css)))


def path_of(certificate: Certificate) -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / "certificates" / f"{certificate.serial}.pdf"


def words(document: PdfReader) -> str:
    return " ".join(document.pages[0].extract_text().split())


def test_the_job_draws_it_once_and_keeps_it_whole(app: Flask, certificate: Certificate) -> None:
    assert run_draw_job(app)
    path, first = path_of(certificate), drawing.kept(certificate)
    assert first
    written = path.stat().st_mtime_ns

    actions.draw(certificate, at=datetime.now(UTC))
    db.session.commit()
    assert run_draw_job(app)

    assert path.stat().st_mtime_ns == written
    assert [file.name for file in path.parent.glob(f"*{certificate.serial}*")] == [path.name]
    assert not list(path.parent.glob(".drawn-*"))
    assert certificate.pdf_sha256 == sha256(first).hexdigest()
    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_a_file_that_was_lost_or_changed_is_drawn_again(
    app: Flask, certificate: Certificate
) -> None:
    run_draw_job(app)
    path = path_of(certificate)
    path.write_bytes(b"%PDF-1.7 forged")
    assert drawing.kept(certificate) is None

    actions.draw(certificate, at=datetime.now(UTC))
    db.session.commit()
    run_draw_job(app)

    assert drawing.kept(certificate) == path.read_bytes() != b"%PDF-1.7 forged"


def test_a_revoked_one_is_not_drawn(app: Flask, certificate: Certificate) -> None:
    certificate.revoked_at = datetime.now(UTC)
    db.session.commit()

    run_draw_job(app)

    assert not path_of(certificate).exists()


def test_without_pango_the_job_says_what_to_install(
    app: Flask, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_on", lambda: False)
    job = db.session.scalars(select(Job).where(Job.kind == actions.DRAW)).one()

    assert not jobs.run(job.id, at=datetime.now(UTC))

    assert (job.state, job.attempts) == ("waiting", 1)
    assert "PDF is off: apt-get install libpango-1.0-0" in job.last_error


def test_it_is_one_tagged_page_with_its_facts(app: Flask, certificate: Certificate) -> None:
    document = a_document(app, certificate, starts_on=date(2026, 10, 5), ends_on=date(2026, 12, 18))

    assert len(document.pages) == 1
    box = document.pages[0].mediabox
    assert (round(box.width), round(box.height)) == A4_LANDSCAPE
    root: Any = document.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert document.metadata
    assert document.metadata.title == "Certificate of Ana Example"
    assert document.metadata.author == "Carlos Example"
    text = words(document)
    for part in (
        "Ana Example",
        "Cluster broker",
        "5 October 2026 – 18 December 2026 · 18 h of supervised and approved fieldwork",
        "Checked at 127.0.0.1:8000/certificates",
        " ".join(serials.grouped(certificate.serial)[:3]),
        " ".join(serials.grouped(certificate.serial)[3:]),
        "2 of 2 quizzes",
    ):
        assert part in text, part


def test_every_font_is_embedded(app: Flask, certificate: Certificate) -> None:
    resources: Any = a_document(app, certificate).pages[0]["/Resources"]

    descriptors = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for font in resources["/Font"].values()
    ]
    assert descriptors
    for descriptor in descriptors:
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize(
    ("language", "day"), [("es", "5 de octubre de 2026"), ("fr", "5 octobre 2026")]
)
def test_it_speaks_the_language_of_the_edition(
    app: Flask, certificate: Certificate, language: str, day: str
) -> None:
    document = a_document(app, certificate, language=language, starts_on=date(2026, 10, 5))

    root: Any = document.trailer["/Root"]
    assert root["/Lang"] == language
    assert day in words(document)


@pytest.mark.parametrize(
    "name",
    ["Li", "María Fernanda Gutiérrez", "Doña Guadalupe del Carmen " * 4, "W" * 120],
    ids=["short", "usual", "long", "one long word"],
)
def test_any_name_stays_on_one_page(app: Flask, certificate: Certificate, name: str) -> None:
    document = a_document(app, certificate, name=name.strip())

    assert len(document.pages) == 1
    assert name.strip().replace(" ", "") in words(document).replace(" ", "")


def test_the_picture_has_its_border_its_name_and_its_code(
    app: Flask, certificate: Certificate
) -> None:
    html = drawing.as_html(certificate)
    page = pypdfium2.PdfDocument(pdf.draw(html, css=drawing._style()))[0]
    picture = page.render(scale=1).to_pil().convert("RGB")

    def inked(box: tuple[int, int, int, int], colour: str) -> float:
        part = picture.crop(box)
        pixels = [part.getpixel((x, y)) for x in range(part.width) for y in range(part.height)]
        near = [pixel for pixel in pixels if _is(colour, pixel)]
        return len(near) / len(pixels)

    assert inked((60, 25, 780, 54), "indigo") > 0.4
    for rail in ((60, 28, 780, 51), (60, 544, 780, 567), (30, 60, 52, 535), (790, 60, 812, 535)):
        assert 0.15 < inked(rail, "cotton") < 0.4
    assert inked((26, 25, 54, 53), "madder") > 0.4
    assert inked((250, 150, 600, 220), "indigo") > 0.03
    assert inked((680, 385, 760, 465), "indigo") > 0.2
    assert inked((300, 350, 600, 400), "white") > 0.99


def _is(colour: str, pixel: tuple[int, int, int]) -> bool:
    return all(abs(got - want) < 40 for got, want in zip(pixel, COLOURS[colour], strict=True))


class Canary(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def canary() -> Iterator[str]:
    """A web server that notes what it is asked for."""
    Canary.asked = []
    server = HTTPServer(("127.0.0.1", 0), Canary)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


HOLES = """<html lang="en"><title>x</title><link rel="stylesheet" href="{http}/link">
<link rel="attachment" href="{file}"><p>x<img src="{http}/img" alt="x"><img src="{file}" alt="x">
<svg viewBox="0 0 9 9"><image href="{http}/svg" width="9" height="9"/></svg>"""
CSS = "@import '{http}/import'; p {{ background: url({http}/css) }}"


def test_nothing_is_fetched_from_outside(app: Flask, canary: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the server")
    holes = HOLES.format(http=canary, file=secret.as_uri())

    document = PdfReader(BytesIO(pdf.draw(holes, css=CSS.format(http=canary))))

    assert Canary.asked == []
    assert dict(document.attachments) == {}


def test_the_same_page_with_the_usual_fetcher_opens_all_of_it(
    app: Flask, canary: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without our fetcher the holes are real."""
    from weasyprint.urls import URLFetcher  # slow, as in the module under test

    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the server")
    monkeypatch.setattr(pdf, "fetcher_of_nothing", URLFetcher)
    holes = HOLES.format(http=canary, file=secret.as_uri())

    document = PdfReader(BytesIO(pdf.draw(holes, css=CSS.format(http=canary))))

    assert {"/link", "/img", "/svg", "/import", "/css"} <= set(Canary.asked)
    assert b"the secret of the server" in next(iter(document.attachments.values()))[0]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1/", "https://example.org/", "ftp://example.org/x"],
)
def test_the_fetcher_refuses_every_address_but_data(address: str) -> None:
    fetcher = pdf.fetcher_of_nothing()

    with pytest.raises(ValueError, match="fetches nothing"):
        fetcher(address)

    assert fetcher("data:text/plain,carried").read() == b"carried"


def test_a_store_that_is_away_has_its_page(
    visitor: Visitor, people: People, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate.pdf_sha256 = "0" * 64
    db.session.commit()
    visitor.signed_in(people.trainee)
    address = f"/certificates/{certificate.serial}.pdf"
    visitor.get(address, status=202)

    nowhere = Bucket("s3+http://key:secret@127.0.0.1:1/away")
    monkeypatch.setitem(visitor.app.extensions, "storage", nowhere)
    answer = visitor.get(address, status=503)

    assert answer.headers["Retry-After"] == "30"
    assert "the place where it keeps files does not answer" in visitor.text()
