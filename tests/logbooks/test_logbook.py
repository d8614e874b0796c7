"""The logbook holds all that was handed in and decided, and nothing that is private."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import current_app
from pypdf import PdfReader
from sqlalchemy import func, select

from lms import content
from lms.accounts.models import User
from lms.actors.actions import Named
from lms.actors.models import Actor
from lms.audit.models import AuditEvent
from lms.config import Settings
from lms.db import db
from lms.grading.actions import Marking
from lms.jobs.models import Job
from lms.logbook import actions as logbook_actions
from lms.logbook.models import LogEntry
from lms.logbook.writing import Met
from lms.logbooks import drawing, queries
from lms.logbooks.contents import Logbook, logbook_of, outline_of
from lms.placements.calendar import stretches_of
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.reviews import actions as reviewing
from lms.stretches import reflections
from lms.stretches.actions import assess
from tests.fieldwork.factories import a_placement, agree, an_entry
from tests.people import People
from tests.visitor import Visitor

REFLECTED = {
    "what": "Two owners who had not spoken since spring sat at one table.",
    "so_what": "The dye order needs both of them.",
    "now_what": "On Friday I ask both for their quantities.",
    "question": "",
}


def a_log(people: People) -> Placement:
    """Two weeks: one entry approved with less time, one that waits, a draft, a reflection."""
    placement = a_placement(people, state="proposed")
    agree(placement)
    placement.state = "active"
    entry = an_entry(placement, state="submitted", facts="Counted 41 presses with two members.")
    decide(entry, people.supervisor, minutes=60, comment="Good counting; now ask who owns them.")
    an_entry(placement, state="submitted", facts="Waits for its review.")
    an_entry(placement, facts="A draft that nobody else may read.")
    first = stretches_of(placement)[0]
    now = datetime.now(UTC)
    reflections.write(placement, first, words=REFLECTED, seen=0, at=now)
    db.session.commit()
    return placement


def decide(entry: LogEntry, by: User, *, minutes: int, comment: str) -> None:
    assert entry.current_id
    reviewing.approve(
        entry,
        version=entry.current_id,
        by=by,
        minutes=minutes,
        comment=comment,
        at=datetime.now(UTC),
    )


def book_of(placement: Placement) -> Logbook:
    query = queries.placement_to_draw(placement.id)
    return logbook_of(db.session.scalars(query).unique().one())


def words(document: bytes) -> str:
    pages = PdfReader(BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def path_of(placement: Placement, rest: str = "") -> str:
    return f"/placements/{placement.id}/logbook{rest}"


def drawn_by_the_worker(visitor: Visitor, placement: Placement) -> None:
    visitor.post(path_of(placement, "/drawing"))
    job = db.session.scalars(select(Job).where(Job.kind == drawing.DRAW)).all()[-1]
    with visitor.app.test_request_context():
        drawing.draw(job.payload)


def test_it_is_asked_for_drawn_and_taken_home(visitor: Visitor, people: People) -> None:
    placement = a_log(people)
    visitor.signed_in(people.trainee).get(path_of(placement))
    assert visitor.get(path_of(placement, ".pdf"), status=303).location == path_of(placement)

    drawn_by_the_worker(visitor, placement)

    visitor.get(path_of(placement))
    assert "Download the PDF" in visitor.text()
    document = visitor.get(path_of(placement, ".pdf"))
    assert document.mimetype == "application/pdf"
    said = words(document.data)
    for piece in (
        "Ana Example",
        "Counted 41 presses with two members.",
        "Good counting; now ask who owns them.",
        "Waits for its review.",
        "Two owners who had not spoken since spring",
        "Farida Host, Secretary of the printers' association",
    ):
        assert piece in said, piece
    assert "A draft that nobody else may read." not in said


def test_its_cover_adds_up(visitor: Visitor, people: People) -> None:
    placement = a_log(people)

    book = book_of(placement)

    assert (book.hours.approved, book.hours.submitted) == (60, 180)
    assert sum(book.minutes.values()) == book.hours.approved
    assert book.head
    assert book.head.number == 11, (
        "three signatures, agreed, begun, three entries, two handed in, an approval"
    )
    chain = select(func.count()).where(AuditEvent.chain == chain_of(placement.id))
    assert book.head.number == db.session.scalar(chain), "every act so far"


@pytest.mark.long
def test_pages_are_numbered_through_all_parts(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "A_PART", 1)
    placement = a_log(people)
    day = placement.starts_on
    for week in range(2):
        an_entry(placement, state="submitted", activity_date=day + timedelta(weeks=week))

    with visitor.app.test_request_context():
        pages = PdfReader(BytesIO(drawing.drawn(book_of(placement)))).pages

    numbers = [page.extract_text().split()[-1] for page in pages[1:]]
    assert numbers == [str(number) for number in range(2, len(pages) + 1)]


def drawn_at(placement: Placement) -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / drawing.name_of(placement, outline_of(placement))


@pytest.mark.long
def test_another_state_is_another_document_and_the_old_one_goes(
    visitor: Visitor, people: People
) -> None:
    placement = a_log(people)
    visitor.signed_in(people.trainee)
    drawn_by_the_worker(visitor, placement)
    before = drawn_at(placement)
    waiting = next(row for row in db.session.scalars(select(LogEntry)) if row.state == "submitted")

    decide(waiting, people.supervisor, minutes=30, comment="")
    db.session.commit()

    visitor.get(path_of(placement))
    assert "has changed since the last one was drawn" in visitor.text()
    drawn_by_the_worker(visitor, placement)
    after = drawn_at(placement)
    assert (before.exists(), after.exists()) == (False, True)


@pytest.mark.long
def test_drawn_twice_it_is_the_same_file(visitor: Visitor, people: People) -> None:
    placement = a_log(people)
    visitor.signed_in(people.trainee)
    drawn_by_the_worker(visitor, placement)
    path = drawn_at(placement)
    made = path.stat().st_mtime_ns

    drawn_by_the_worker(visitor, placement)

    assert path.stat().st_mtime_ns == made


def test_an_assessment_stands_in_it_once_it_is_shown(visitor: Visitor, people: People) -> None:
    placement, rubric = a_log(people), content.library().rubrics["log"]
    target = stretches_of(placement)[0].target
    levels = {row.id: 3 for row in rubric.criteria}
    marking = Marking(rubric, levels, "Strong on facts; date your next steps.")
    row = assess(placement, target, marking, by=people.supervisor, at=datetime.now(UTC))
    db.session.commit()
    assert book_of(placement).chapters[0].assessment

    row.released_at = None
    db.session.commit()

    assert book_of(placement).chapters[0].assessment is None


def test_nothing_handed_in_is_nothing_to_print(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)

    visitor.signed_in(people.trainee).get(path_of(placement))

    assert "Nothing to print yet" in visitor.text()


@pytest.mark.long
@pytest.mark.parametrize("who", ["classmate", "other_supervisor", "trainer", "outsider"])
def test_others_do_not_see_it(visitor: Visitor, people: People, who: str) -> None:
    placement = a_log(people)
    visitor.signed_in(people.supervisor).get(path_of(placement))
    drawn_by_the_worker(visitor, placement)
    visitor.get(path_of(placement, ".pdf"))

    visitor.signed_in(getattr(people, who))
    for rest in ("", ".pdf"):
        visitor.get(path_of(placement, rest), status=404)
    visitor.post(path_of(placement, "/drawing"), status=404)


@pytest.mark.long
def test_words_keep_their_lines_and_are_never_markup(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, facts="<b>41</b> & more\nsecond line")
    logbook_actions.submit(entry, at=datetime.now(UTC))
    db.session.commit()

    with visitor.app.test_request_context():
        said = words(drawing.drawn(book_of(placement)))

    assert "<b>41</b> & more second line" in said


@pytest.mark.long
def test_it_names_only_those_who_agreed(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    met = (
        Met(Named("Dyers of the ghat", "association", "verbal"), "Hosts", 12, women=7),
        Met(Named("Workshop of Asha", "firm")),
    )
    an_entry(placement, state="submitted", met=met)
    shown = outline_of(placement).fingerprint

    with visitor.app.test_request_context():
        said = words(drawing.drawn(book_of(placement)))
    assert "Dyers of the ghat · Association · Hosts · 12 people (7 women)" in said
    number = db.session.scalars(select(Actor.id).where(Actor.kind == "firm")).one()
    assert f"Firm no. {number} · Firm" in said
    assert "Asha" not in said

    asha = db.session.scalars(select(Actor).where(Actor.name == "Workshop of Asha")).one()
    asha.consent = "written"
    db.session.commit()
    assert outline_of(placement).fingerprint != shown, "what it prints has changed"
    with visitor.app.test_request_context():
        assert "Workshop of Asha" in words(drawing.drawn(book_of(placement)))
