"""The logbook as PDF: drawn by a job in parts, because a year in one piece takes too much memory.

The cover is drawn twice: first to see how many pages it takes, and last, when the number of all
pages is known. Each part says on which page it begins.
"""

import gc
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from flask import render_template, url_for
from flask_babel import gettext as _

from lms import clock, pdf
from lms.accounts.views.links import public
from lms.actors.vocabulary import KINDS, called_outside
from lms.awaited import vocabulary as of_evidence
from lms.content import library
from lms.content.rubric import Rubric
from lms.db import after_commit, db
from lms.deliverables.vocabulary import GRADER_STATES, STATES
from lms.evidence.actions import when_withdrawn
from lms.files import pictures
from lms.files.storage import storage
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import in_language, language
from lms.jobs import actions as jobs
from lms.logbook.vocabulary import ACTIVITIES, CATEGORIES, REVIEWER_STATES
from lms.logbooks import queries
from lms.logbooks.contents import Logbook, Outline, logbook_of, outline_of
from lms.logbooks.pieces import Piece, in_parts
from lms.logbooks.requirements import requirements_of, works_of
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES
from lms.qr import qr_code

DRAW = "logbook.draw"
STYLE = Path(__file__).with_name("logbook.css")
WORK_STATES = GRADER_STATES | {state: STATES[state] for state in ("submitted", "released")}
"""As both say it who sign the paper."""
A_PART = 36
"""Entries and photos that are drawn together at most."""


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
            with TemporaryFile() as file:
                draw_into(file, book)
                file.seek(0)
                storage().write(name, file)
        changed = name_of(placement, outline_of(placement)) != name
    for older in present.keys() - {name}:
        storage().erase(older)
    if changed:  # it may show a photo that was withdrawn while it was drawn
        storage().erase(name)


def forget(placement_id: int) -> None:
    """What was drawn of it goes as soon as this is kept."""
    after_commit(lambda: _erase_all(placement_id))


when_withdrawn(forget)


def _erase_all(placement_id: int) -> None:
    for name in storage().sizes(f"logbooks/{placement_id}-"):
        storage().erase(name)


def kept(placement: Placement) -> IO[bytes] | None:
    """The document that shows the log as it stands now; None where it is not drawn yet."""
    try:
        return storage().open_document(name_of(placement, outline_of(placement)))
    except FileNotFoundError:
        return None


def size(placement: Placement, outline: Outline) -> int | None:
    """Of that document, in bytes."""
    name = name_of(placement, outline)
    return storage().sizes(name).get(name)


def name_of(placement: Placement, outline: Outline) -> str:
    return f"logbooks/{placement.id}-{outline.fingerprint}.pdf"


def draw_into(file: IO[bytes], book: Logbook) -> None:
    from lms.logbooks.joining import Joined  # only the worker joins parts

    style = STYLE.read_text(encoding="utf-8")
    cover = pdf.draw(_cover(book, pages=0), css=style)
    document = Joined(file, pages=pdf.pages_of(cover))
    for pieces in in_parts(book.pages, most=A_PART):
        page = _part(book, pieces, first_page=document.pages + 1)
        document.add(pdf.draw(page, css=style, pictures=pictures.small))
        gc.collect()  # what was drawn and read holds itself in circles, a part's worth of memory
    cover = pdf.draw(_cover(book, pages=document.pages), css=style)
    title = _("Logbook of %(name)s", name=book.placement.enrolment.user.name)
    document.close(cover, title=title, language=language())


def drawn(book: Logbook) -> bytes:
    """All of it in memory, for a short one."""
    file = BytesIO()
    draw_into(file, book)
    return file.getvalue()


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
        requirements=requirements_of(book),
        works=works_of(book),
        WORK_STATES=WORK_STATES,
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


def _part(book: Logbook, pieces: Sequence[Piece], *, first_page: int) -> str:
    return render_template(
        "pdf/logbook_part.html",
        book=book,
        pieces=pieces,
        first_page=first_page,
        framework=library().framework,
        rubrics=_rubrics(pieces),
        ACTIVITIES=ACTIVITIES,
        ACTOR_KINDS=KINDS,
        actor_name=called_outside,
        STATES=REVIEWER_STATES,
        LEVEL_NAMES=LEVEL_NAMES,
        CONSENTS=of_evidence.CONSENTS,
        EVIDENCE_STATES=of_evidence.STATES,
        WITHDRAWALS=of_evidence.WITHDRAWALS,
    )


def _rubrics(pieces: Sequence[Piece]) -> dict[str, Rubric]:
    """By the names under which these weeks or months were assessed, as far as they still exist."""
    assessments = (piece.chapter.assessment for piece in pieces if piece.closes)
    used = {row.rubric_id for row in assessments if row}
    return {name: rubric for name, rubric in library().rubrics.items() if name in used}
