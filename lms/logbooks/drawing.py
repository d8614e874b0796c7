"""The logbook as PDF: drawn by a job in parts, because a year in one piece takes too much memory.

The cover comes last, when the number of pages is known; each part says on which page it begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from flask import render_template, url_for

from lms import clock, pdf
from lms.accounts.views.links import public
from lms.actors.vocabulary import KINDS, called_outside
from lms.content import library
from lms.content.rubric import Rubric
from lms.db import db
from lms.files.storage import storage
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import in_language
from lms.jobs import actions as jobs
from lms.logbook.vocabulary import ACTIVITIES, CATEGORIES, REVIEWER_STATES
from lms.logbooks import queries
from lms.logbooks.contents import Chapter, Logbook, Outline, logbook_of, outline_of
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES
from lms.qr import qr_code

DRAW = "logbook.draw"
STYLE = Path(__file__).with_name("logbook.css")
A_PART = 4
"""Weeks or months drawn together; about 25 pages of a full log."""


@dataclass
class _Document:
    """Parts that are drawn, and how many pages they have."""

    parts: list[bytes]
    pages: int = 1  # the cover

    def add(self, part: bytes) -> None:
        from pypdf import PdfReader  # only the worker joins parts

        self.parts.append(part)
        self.pages += len(PdfReader(BytesIO(part)).pages)

    def joined(self, cover: bytes) -> bytes:
        from pypdf import PdfWriter  # as above

        writer, whole = PdfWriter(), BytesIO()
        for part in (cover, *self.parts):
            writer.append(BytesIO(part), import_outline=False)
        writer.write(whole)
        return whole.getvalue()


def ask_for(placement: Placement, *, at: datetime) -> None:
    """Have it drawn as it stands when the worker comes to it."""
    jobs.enqueue(DRAW, at=at, placement=placement.id)


@jobs.handles(DRAW)
def draw(payload: dict[str, Any]) -> None:
    """Draw and keep it unless it lies there already; what lay there before is taken away."""
    placement = db.session.scalars(queries.placement_to_draw(payload["placement"])).unique().one()
    with in_language(placement.enrolment.edition.language):
        name, book = name_of(placement, outline_of(placement)), logbook_of(placement)
        db.session.commit()  # nobody waits for a lock while this draws
        present = storage().sizes(f"logbooks/{placement.id}-")
        if name not in present:
            storage().write(name, drawn(book))
    for older in present.keys() - {name}:
        storage().erase(older)


def kept(placement: Placement) -> bytes | None:
    """The document that shows the log as it stands now; None where it is not drawn yet."""
    try:
        return storage().read(name_of(placement, outline_of(placement)))
    except FileNotFoundError:
        return None


def size(placement: Placement, outline: Outline) -> int | None:
    """Of that document, in bytes."""
    name = name_of(placement, outline)
    return storage().sizes(name).get(name)


def name_of(placement: Placement, outline: Outline) -> str:
    return f"logbooks/{placement.id}-{outline.fingerprint}.pdf"


def drawn(book: Logbook) -> bytes:
    document, style = _Document([]), STYLE.read_text(encoding="utf-8")
    for chapters in _in_parts(book.chapters):
        page = _part(book, chapters, first_page=document.pages + 1)
        document.add(pdf.draw(page, css=style))
    return document.joined(pdf.draw(_cover(book, pages=document.pages), css=style))


def _in_parts(chapters: Sequence[Chapter]) -> Iterator[list[Chapter]]:
    left = iter(chapters)
    while part := list(islice(left, A_PART)):
        yield part


def _cover(book: Logbook, *, pages: int) -> str:
    path = _where_it_is_checked(book)
    return render_template(
        "pdf/logbook_cover.html",
        book=book,
        pages=pages,
        drawn_at=_moment_of(book),
        address=public(path),
        qr_code=qr_code(public(path)),
        CATEGORIES=CATEGORIES,
        PARTIES=("trainee", "supervisor", "host"),
        SIGNATURES=SIGNATURES,
    )


def _where_it_is_checked(book: Logbook) -> str:
    """For everybody who holds the paper; without a record, where it came from."""
    placement, head = book.placement, book.head
    if head is None:
        return url_for("fieldwork.placement", placement_id=placement.id)
    return f"/records/{placement.id}/{head.number}/{head.digest}"


def _moment_of(book: Logbook) -> datetime:
    """Of its last event once it is signed off, so that it can be drawn again as it was."""
    signed_off = book.placement.state == "signed_off"
    return book.head.at if book.head and signed_off else clock.now()


def _part(book: Logbook, chapters: Sequence[Chapter], *, first_page: int) -> str:
    return render_template(
        "pdf/logbook_part.html",
        book=book,
        chapters=chapters,
        first_page=first_page,
        framework=library().framework,
        rubrics=_rubrics(chapters),
        ACTIVITIES=ACTIVITIES,
        ACTOR_KINDS=KINDS,
        actor_name=called_outside,
        STATES=REVIEWER_STATES,
        LEVEL_NAMES=LEVEL_NAMES,
    )


def _rubrics(chapters: Sequence[Chapter]) -> dict[str, Rubric]:
    """By the names under which these weeks or months were assessed, as far as they still exist."""
    used = {row.assessment.rubric_id for row in chapters if row.assessment}
    return {name: rubric for name, rubric in library().rubrics.items() if name in used}
