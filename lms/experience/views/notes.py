"""The list of notes, one of them, its earlier texts and its file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock, paging
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me_or_none
from lms.content import library
from lms.db import db
from lms.differences import changes
from lms.experience import beside, policy, queries
from lms.experience.filtering import FilterForm
from lms.experience.maturity import Evidence, judged
from lms.experience.models import PARTS, ExperienceNote, NoteReuse, NoteText
from lms.experience.views import bp
from lms.experience.views.finding import the_note, the_note_others_read
from lms.initiatives.elsewhere import begun_from
from lms.study_visits import photo_queries
from lms.study_visits.audience import visits_told_to
from lms.study_visits.models import StudyVisit
from lms.study_visits.photo_models import Photo
from lms.study_visits.policy import allows_photos

PAGE = 20


@bp.get("/notes")
@open_to(Audience.EVERYONE)
def notes() -> ResponseReturnValue:
    """What others published, the newest first, and the reader's own drafts above it."""
    person = me_or_none()
    told_of = db.session.scalars(queries.countries_told_of(person)).all()
    form = FilterForm(request.args, framework=library().framework, told_of=told_of)
    query = queries.published(person).where(*form.conditions)
    if (edge := paging.before()) is not None:
        query = query.where(queries.come_before(edge))
    found = db.session.scalars(query.limit(PAGE + 1)).all()
    rows = found[:PAGE]
    return render_template(
        "experience/notes.html",
        rows=rows,
        older=rows[-1].id if len(found) > PAGE else None,
        form=form,
        judgements=_judgements(rows),
        drafts=db.session.scalars(queries.drafts_of(person)).all() if person else [],
        above=beside.above() if person else "",
    )


def _judgements(rows: Iterable[NoteText]) -> dict[int, Evidence]:
    lines: dict[int, list[NoteReuse]] = defaultdict(list)
    numbers = [row.note_id for row in rows]
    for line in db.session.scalars(queries.last_words(numbers)):
        lines[line.note_id].append(line)
    today = clock.now().date()
    return {number: judged(lines[number], today) for number in numbers}


@bp.get("/notes/<int:note_id>")
@open_to(Audience.EVERYONE)
def note(note_id: int) -> ResponseReturnValue:
    row, person = the_note(note_id), me_or_none()
    text = row.current or db.session.scalars(queries.newest_text(row)).one()
    lines = db.session.scalars(queries.ledger(row)).all()
    last = {line.project_id: line for line in reversed(lines)}.values()
    return render_template(
        "experience/note.html",
        note=row,
        text=text,
        lines=lines,
        found=judged(last, clock.now().date()),
        framework=library().framework,
        origin=_origin(row),
        photos=_photos(row),
        begun=begun_from(note_id=row.id) if person else "",
        beside=beside.beside(row, text) if person and row.is_read else None,
        can_write=policy.can_write(person, row),
        can_withdraw=policy.can_withdraw(person, row),
    )


class Origin(NamedTuple):
    """The visit that a note grew out of; `host` is empty where this reader may not know it."""

    visit: StudyVisit
    observation: UUID
    host: str
    is_open: bool
    is_public: bool
    leaves_on: date | None


def _origin(row: ExperienceNote) -> Origin | None:
    if row.of_visit is None:
        return None
    person, visit = me_or_none(), row.of_visit.observation.visit
    told = visits_told_to(person).where(StudyVisit.id == visit.id)
    known = db.session.execute(told).one_or_none()
    return Origin(
        visit,
        row.of_visit.observation_id,
        host=visit.host if known and visit.may_be_named else "",
        is_open=person is not None and known is not None,
        is_public=known is not None and known[1],
        leaves_on=visit.consent.publish_from if visit.consent else None,
    )


def _photos(row: ExperienceNote) -> Sequence[Photo]:
    """Of what it grew out of, as far as the host of the visit lets this reader see them."""
    if row.of_visit is None or not allows_photos(row.of_visit.observation.visit):
        return []
    number = row.of_visit.observation_id
    return db.session.scalars(photo_queries.shown_of(number, me_or_none())).all()


@bp.get("/notes/<int:note_id>.md")
@open_to(Audience.EVERYONE)
def note_file(note_id: int) -> ResponseReturnValue:
    """The note alone, to keep or to send on."""
    row = the_note_others_read(note_id)
    body = render_template("experience/note.md", note=row, text=row.current)
    name = f"attachment; filename=note-{row.id}.md"
    return Response(
        body,
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": name},
    )


@bp.get("/notes/<int:note_id>/texts/<int:number>")
@open_to(Audience.MEMBERS)
def text(note_id: int, number: int) -> ResponseReturnValue:
    """What was published then, and what is different from the version before, or another."""
    row, since = the_note_others_read(note_id), request.args.get("since", number - 1, type=int)
    texts = db.session.scalars(queries.published_texts(row)).all()
    now = next((text for text in texts if text.number == number), None) or abort(404)
    before = next((text for text in texts if text.number <= since), None)
    return render_template(
        "experience/text.html",
        note=row,
        text=now,
        texts=texts,
        before=before,
        changed={
            name: changes(getattr(before, name) if before else "", getattr(now, name))
            for name in ("title", *PARTS)
        },
    )
