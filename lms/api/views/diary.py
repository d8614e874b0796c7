"""Pages of a private diary that were written without a connection."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError, same_id_other_content
from lms.api.receipts import Told
from lms.api.shapes import DiaryPage, read
from lms.api.views import bp
from lms.api.views.taking import received
from lms.diary import actions
from lms.diary.forms import DiaryForm
from lms.diary.views import my_own_placement


@bp.put("/diary-pages/<uuid:page_id>")
@open_to(Audience.MEMBERS)
def put_diary_page(page_id: UUID) -> ResponseReturnValue:
    sent = read(DiaryPage)
    return received(page_id, "diary-page", sent, lambda: _kept(page_id, sent))


def _kept(page_id: UUID, sent: DiaryPage) -> Told:
    placement = my_own_placement(sent.placement)
    form = DiaryForm(sent.form, meta={"csrf": False})
    if not form.validate():
        raise RefusedError(422, "fields", _("The page is not complete."), fields=form.errors)
    try:
        actions.keep(placement, page_id, form.written, owner=me(), seen=0, at=clock.now())
    except (actions.ChangedElsewhereError, actions.NotThisPageError):
        raise same_id_other_content() from None
    return {"href": url_for("diary.page", placement_id=placement.id, page_id=page_id)}
