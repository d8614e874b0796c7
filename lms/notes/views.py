import re
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.db import db
from lms.forms import drafts_done
from lms.notes import actions, queries
from lms.notes.forms import ChangeForm, NoteForm
from lms.notes.mine import exported, my_notes
from lms.notes.models import Note
from lms.notes.pages import CoursePage, page_of, page_or_404

bp = Blueprint("notes", __name__)


@bp.get("/my-notes")
@open_to(Audience.MEMBERS)
def mine() -> ResponseReturnValue:
    """All that the reader keeps, in the order of the courses."""
    listed = my_notes(me(), number=_page_number(), at=clock.now())
    return render_template("notes/mine.html", listed=listed)


@bp.get("/my-notes.md")
@open_to(Audience.MEMBERS)
def export() -> Response:
    text = exported(me())
    kind = "text/markdown; charset=utf-8"
    name = "attachment; filename=my-notes.md"
    return Response(text, content_type=kind, headers={"Content-Disposition": name})


@bp.post("/my-notes/on/<course_id>/<kind>/<page_id>/<uuid:note_id>")
@open_to(Audience.MEMBERS)
def keep_note(course_id: str, kind: str, page_id: str, note_id: UUID) -> ResponseReturnValue:
    """A new note; sent again it is the same one, and with other words both are shown."""
    page = page_or_404(course_or_404(course_id), kind, page_id)
    form = NoteForm(page=page)
    if not form.accepted():
        return render_template("notes/new.html", page=page, form=form, note_id=note_id), 422
    try:
        note = actions.keep(note_id, form.writing(), owner=me(), base=None, at=clock.now())
    except actions.StaleNoteError as stale:
        return _both(stale.current, form.body.data or "")
    except actions.NotThisNoteError:
        abort(404)
    drafts_done(_draft_key(note))
    return redirect(_in_the_text(page, note), 303)


@bp.get("/my-notes/<uuid:note_id>/edit")
@open_to(Audience.MEMBERS)
def edit_note(note_id: UUID) -> ResponseReturnValue:
    note = _my_note(note_id)
    form = ChangeForm(passage=bool(note.quote))
    form.body.data, form.base.data = note.body, str(note.version)
    return _change_page(note, form)


@bp.post("/my-notes/<uuid:note_id>/changes")
@open_to(Audience.MEMBERS)
def change_note(note_id: UUID) -> ResponseReturnValue:
    note = _my_note(note_id)
    form = ChangeForm(passage=bool(note.quote))
    if not form.accepted():
        return _change_page(note, form), 422
    changed = actions.with_body(note, form.body.data or "")
    try:
        actions.keep(note.id, changed, owner=me(), base=form.seen, at=clock.now())
    except actions.StaleNoteError as stale:
        return _both(stale.current, changed.body)
    drafts_done(_draft_key(note))
    return redirect(_back_to(note), 303)


@bp.post("/my-notes/<uuid:note_id>/removal")
@open_to(Audience.MEMBERS)
def remove_note(note_id: UUID) -> ResponseReturnValue:
    note = _my_note(note_id)
    actions.remove(note, owner=me(), at=clock.now())
    return redirect(_back_to(note), 303)


@bp.post("/my-notes/<uuid:note_id>/restoration")
@open_to(Audience.MEMBERS)
def bring_note_back(note_id: UUID) -> ResponseReturnValue:
    note = _my_note(note_id)
    actions.bring_back(note, owner=me())
    flash(_("The note is back."))
    return redirect(_back_to(note), 303)


def _page_number() -> int:
    written = request.args.get("page", "1")
    return int(written) if re.fullmatch("[1-9][0-9]{0,2}", written) else abort(404)


def _my_note(note_id: UUID) -> Note:
    return db.find_or_404(queries.notes_of(me()).where(Note.id == note_id))


def _both(current: Note, typed: str) -> ResponseReturnValue:
    """What stands now, above what was typed; saved again, that becomes the newer version."""
    form = ChangeForm(passage=bool(current.quote))
    form.body.data, form.base.data = typed, str(current.version)
    return _change_page(current, form, theirs=current), 409


def _change_page(note: Note, form: ChangeForm, *, theirs: Note | None = None) -> str:
    return render_template(
        "notes/edit.html",
        note=note,
        page=page_of(note),
        form=form,
        theirs=theirs,
        draft_key=_draft_key(note),
        came_from=_came_from(),
        back=_back_to(note),
    )


def _draft_key(note: Note) -> str:
    return f"{me().id}:note-{note.id}"


def _came_from() -> int | None:
    """Which page of "My notes" the reader works on; None when it is the page of a course."""
    written = request.args.get("from", "")
    return int(written) if re.fullmatch("[1-9][0-9]{0,2}", written) else None


def _back_to(note: Note) -> str:
    page, number = page_of(note), _came_from()
    if number or page is None:
        anchor = None if note.removed_at else f"note-{note.id}"
        return url_for(".mine", page=number if number != 1 else None, _anchor=anchor)
    return f"{page.address}#notes" if note.removed_at else _in_the_text(page, note)


def _in_the_text(page: CoursePage, note: Note) -> str:
    return f"{page.address}#{'passage' if note.quote else 'note'}-{note.id}"
