from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError, same_id_other_content
from lms.api.receipts import Told
from lms.api.shapes import Note, read
from lms.api.views import bp
from lms.api.views.taking import received
from lms.catalog.find import course_or_404
from lms.notes import actions
from lms.notes.forms import NoteForm
from lms.notes.pages import page_or_404


@bp.put("/notes/<uuid:note_id>")
@open_to(Audience.MEMBERS)
def put_note(note_id: UUID) -> ResponseReturnValue:
    sent = read(Note)
    return received(note_id, "note", sent, lambda: _kept(note_id, sent))


def _kept(note_id: UUID, sent: Note) -> Told:
    page = page_or_404(course_or_404(sent.course), sent.kind, sent.page)
    form = NoteForm(sent.form, page=page, meta={"csrf": False})
    if not form.validate():
        raise RefusedError(422, "fields", _("The note is not complete."), fields=form.errors)
    try:
        actions.keep(note_id, form.writing(), owner=me(), base=None, at=clock.now())
    except (actions.StaleNoteError, actions.NotThisNoteError):
        raise same_id_other_content() from None
    return {"href": f"{page.address}#notes"}
