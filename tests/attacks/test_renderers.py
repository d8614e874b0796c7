"""The whole table through everything that makes HTML of what people type, and onto paper."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, get_template_attribute
from markdown import Markdown
from markupsafe import Markup
from pypdf import PdfReader

from lms import pdf
from lms.attestations import drawing as attestations
from lms.attestations.models import Attestation
from lms.certificates import drawing as certificates
from lms.certificates import serials
from lms.content.marks import in_line
from lms.db import db
from lms.differences import changes
from lms.logbooks import drawing as logbooks
from lms.markdown import from_member, plain_paragraphs
from lms.materials.cooking import cooked
from lms.notes.anchoring import Placed, marked, read
from lms.search.question import Question
from lms.search.snippets import Marker
from tests.attacks import columns
from tests.attacks.table import ATTACKS, runs, scheme_of
from tests.certificates.factories import a_certificate
from tests.logbooks.test_logbook import a_log, book_of
from tests.people import People, enrolment_of

QUOTE = "> {}\n\nTen looms."


def difference(before: str, after: str) -> str:
    return str(
        get_template_attribute("components/difference.html", "changed")(changes(before, after))
    )


def excerpt(attack: str) -> str:
    show = get_template_attribute("components/search.html", "marked")
    return str(show(Marker(Question.of("alert script src x")).snippet(attack)))


def beside_a_note(attack: str) -> str:
    """A text in which somebody marked a passage."""
    html = str(cooked(attack, {}))
    length = len(read(html).text)
    link = Markup('<a href="#note-1">1</a>')
    return str(marked(html, [Placed(0, length, link)])) if length else html


RENDERERS: dict[str, Callable[[str], str]] = {
    "a post": from_member,
    "a quoted post": lambda attack: from_member(QUOTE.format(attack.replace("\n", "\n> "))),
    "a text too long for marks": plain_paragraphs,
    "a material": lambda attack: cooked(attack, {}),
    "a passage with a note": beside_a_note,
    "a question": in_line,
    "what was added": lambda attack: difference("Ten looms.", f"Ten looms.\n{attack}"),
    "what was removed": lambda attack: difference(f"{attack} looms", "Ten looms"),
    "an excerpt": excerpt,
}


@pytest.mark.parametrize("renderer", RENDERERS)
def test_nothing_of_the_table_runs(app: Flask, renderer: str) -> None:
    with app.test_request_context():
        wrong = {text: found for text in ATTACKS if (found := runs(RENDERERS[renderer](text)))}

    assert wrong == {}


def test_a_renderer_that_lets_everything_through_is_seen() -> None:
    """The control; for what the table says in Markdown the last of the pipe is left out."""
    parse = Markdown(extensions=["attr_list"], output_format="html").convert

    harmless = [text for text in ATTACKS if not runs(text) and not runs(parse(text))]

    assert len(harmless) < len(ATTACKS) / 3, harmless


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are drawn from now on."""
    pages: list[str] = []
    draw = pdf.draw

    def noting(html: str, **options: Any) -> bytes:
        pages.append(html)
        return draw(html, **options)

    monkeypatch.setattr(pdf, "draw", noting)
    return pages


def amiss_on_paper(document: bytes) -> list[str]:
    """Links that lead anywhere but to pages and letter boxes, and all that a reader would do."""
    reader = PdfReader(BytesIO(document))
    found = [name for name in ("/OpenAction", "/AA", "/AcroForm") if name in reader.root_object]
    names = reader.root_object.get("/Names", {})
    found += [name for name in ("/JavaScript", "/EmbeddedFiles") if name in names]
    for page in reader.pages:
        for link in page.get("/Annots", []):
            act = link.get_object().get("/A", {})
            found += [str(act["/S"])] if act.get("/S", "/URI") not in {"/URI", "/GoTo"} else []
            found += {scheme_of(str(act.get("/URI", "")))} - {"", "http", "https", "mailto"}
    return found


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, len(ATTACKS), 55))
def test_nothing_runs_in_a_logbook(
    app: Flask, people: People, drawn: list[str], first: int
) -> None:
    placement = a_log(people)
    columns.fill(first)
    db.session.expire_all()

    with app.test_request_context():
        document = logbooks.drawn(book_of(placement))

    assert [runs(page) for page in drawn] == [[]] * len(drawn)
    assert "alert(" in "".join(drawn)
    assert amiss_on_paper(document) == []


@pytest.mark.long
def test_a_certificate_says_names_and_does_nothing(app: Flask, people: People) -> None:
    row = a_certificate(enrolment_of(people.trainee, people.edition), at=datetime.now(UTC))
    with app.test_request_context():
        for attack in ATTACKS:
            row.name = row.course_title = row.edition_name = row.issued_by = attack
            page = certificates.as_html(row)
            assert runs(page) == [], attack
        row.name = '<a href="javascript:alert(1)">Ana</a>'
        document = pdf.draw(certificates.as_html(row), css="")

    assert amiss_on_paper(document) == []


def test_a_link_on_paper_that_runs_is_seen() -> None:
    """The control."""
    page = "<html lang=en><title>x</title><a href='javascript:alert(1)'>x</a>"

    assert amiss_on_paper(pdf.draw(page, css="")) == ["javascript"]


@pytest.mark.long
def test_an_attestation_says_names_and_does_nothing(app: Flask) -> None:
    at = datetime.now(UTC)
    row = Attestation(serial=serials.new(), country="NI", language="en", minutes=60, of_minutes=60)
    row.issued_at, row.issued_on, row.starts_on, row.ends_on = at, at.date(), at.date(), at.date()
    with app.test_request_context():
        for attack in ATTACKS:
            row.name = row.programme_name = row.place = row.issued_by = attack
            assert runs(attestations.as_html(row)) == [], attack
