"""What was seen at a visit and written without a connection."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError, same_id_other_content
from lms.api.receipts import Told
from lms.api.shapes import Seen, read
from lms.api.views import bp
from lms.api.views.taking import received, written_at
from lms.awaited.actions import TooManyError
from lms.study_visits import observing, photos
from lms.study_visits.finding import At, the_visit_inside
from lms.study_visits.models import Observation
from lms.study_visits.observing import Hand, OtherContentError
from lms.study_visits.photo_models import MOST
from lms.study_visits.views.observations import form_of


@bp.put("/observations/<uuid:number>")
@open_to(Audience.MEMBERS)
def put_observation(number: UUID) -> ResponseReturnValue:
    sent = read(Seen)
    return received(number, "observation", sent, lambda: _kept(number, sent))


def _kept(number: UUID, sent: Seen) -> Told:
    at = the_visit_inside(sent.programme, sent.visit)
    form = form_of(at, sent.form, meta={"csrf": False})
    if not form.validate():
        raise RefusedError(422, "fields", _("It is not complete."), fields=form.errors)
    own = form.author_id.data == me().id
    hand = Hand(form.author_id.data, me(), written_at(sent) if own else None)
    try:
        row = observing.observe(number, at.visit, form.words(), hand, at=clock.now())
    except OtherContentError:
        raise same_id_other_content() from None
    _expect(row, at, sent)
    page = url_for("study_visits.visit", programme_id=sent.programme, visit_id=sent.visit)
    return {"href": f"{page}#seen-{number}"}


def _expect(row: Observation, at: At, sent: Seen) -> None:
    """The photos that follow in parts."""
    try:
        photos.expect(row, at.visit, [named.item for named in sent.evidence], at=clock.now())
    except TooManyError:
        told = _("An observation holds %(most)s photos.", most=MOST)
        raise RefusedError(422, "fields", told, fields={"evidence": [told]}) from None
