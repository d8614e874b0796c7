"""Photos of an observation: looked after by who wrote it, shown as far as the host allows."""

from typing import NamedTuple
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me, me_or_none
from lms.awaited.actions import TooManyError, refuse_withdrawn, take
from lms.awaited.forms import WithdrawalForm
from lms.db import db
from lms.files import serving
from lms.files.intake import takes_files
from lms.files.kinds import Refusal, RefusedError
from lms.files.vocabulary import in_words
from lms.study_visits import photo_queries, photos, policy, queries
from lms.study_visits.finding import At, the_visit_inside
from lms.study_visits.forms import PhotoForm
from lms.study_visits.models import Observation
from lms.study_visits.photo_models import MOST, Photo, PhotoFile
from lms.study_visits.views import bp

VISIT = "/programmes/<int:programme_id>/visits/<int:visit_id>"
ALL = f"{VISIT}/observations/<uuid:number>/photos"
ONE = f"{VISIT}/photos/<int:photo_id>"


@bp.get(ONE)
@open_to(Audience.EVERYONE)
def photo(programme_id: int, visit_id: int, photo_id: int) -> ResponseReturnValue:
    return serving.answer(_the_file(programme_id, visit_id, photo_id))


@bp.get(f"{ONE}/thumbnail")
@open_to(Audience.EVERYONE)
def photo_thumbnail(programme_id: int, visit_id: int, photo_id: int) -> ResponseReturnValue:
    """The small copy that pages show; the photo is one tap away."""
    return serving.answer_small(_the_file(programme_id, visit_id, photo_id))


def _the_file(programme_id: int, visit_id: int, photo_id: int) -> PhotoFile:
    """Asked anew each time: when the host changes their mind, it is gone."""
    query = photo_queries.shown(me_or_none(), visit_id=visit_id).where(Photo.id == photo_id)
    row = db.find_or_404(query.where(photo_queries.of_programme(programme_id)))
    return row.file or abort(404)


class Hands(NamedTuple):
    """An observation whose photos the reader may look after."""

    at: At
    row: Observation


@bp.get(ALL)
@open_to(Audience.MEMBERS)
def observation_photos(programme_id: int, visit_id: int, number: UUID) -> ResponseReturnValue:
    return _page(_mine(programme_id, visit_id, number), PhotoForm(formdata=None))


@bp.post(ALL)
@open_to(Audience.MEMBERS)
@takes_files()
def add_photo(programme_id: int, visit_id: int, number: UUID) -> ResponseReturnValue:
    hands, form = _mine(programme_id, visit_id, number), PhotoForm()
    allow(policy.can_add_photo(me(), hands.at.visit, hands.row))
    if not form.accepted():
        return _page(hands, form), 422
    try:
        _take(hands, form)
    except RefusedError as error:
        form.file.errors = [in_words(error)]
        return _page(hands, form), 422
    except TooManyError:
        form.form_errors.append(_("An observation holds %(most)s photos.", most=MOST))
        return _page(hands, form), 422
    flash(_("Received. It stands with what was seen."))
    return _back(hands)


def _take(hands: Hands, form: PhotoForm) -> None:
    item, received = take(form.file.data, form.caption.data or "", form.consent.data)
    if received.width is None:
        raise RefusedError(Refusal.UNKNOWN)
    now, visit = clock.now(), hands.at.visit
    rows = photos.expect(hands.row, visit, [item], at=now)
    refuse_withdrawn(rows)
    photos.arrived(rows, received, by=me(), at=now)


@bp.post(f"{ALL}/<int:photo_id>/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw_photo(
    programme_id: int, visit_id: int, number: UUID, photo_id: int
) -> ResponseReturnValue:
    hands, form = _mine(programme_id, visit_id, number), WithdrawalForm()
    row = db.find_or_404(photo_queries.one_of(hands.row, photo_id))
    if not form.accepted():
        return _page(hands, PhotoForm(formdata=None), wrong=(row, form)), 422
    photos.withdraw([row], reason=form.reason.data, by_id=me().id, at=clock.now())
    flash(_("Withdrawn: it is deleted. That it was there, and why it went, stays on record."))
    return _back(hands)


def _mine(programme_id: int, visit_id: int, number: UUID) -> Hands:
    at = the_visit_inside(programme_id, visit_id)
    row = db.find_or_404(queries.observation(at.visit, number))
    allow(policy.can_look_after_photos(me(), row, leads=at.seen.leads))
    return Hands(at, row)


def _page(hands: Hands, form: PhotoForm, wrong: tuple[Photo, WithdrawalForm] | None = None) -> str:
    at, row = hands
    rows = db.session.scalars(photo_queries.all_of(row)).all()
    allowed = policy.allows_photos(at.visit)
    return render_template(
        "study_visits/photos.html",
        here=at.here,
        programme=at.here.programme,
        visit=at.visit,
        observation=row,
        rows=rows if allowed else [],
        allowed=allowed,
        form=form,
        wrong=wrong,
        can_add=policy.can_add_photo(me(), at.visit, row)
        and sum(one.state != "withdrawn" for one in rows) < MOST,
    )


def _back(hands: Hands) -> ResponseReturnValue:
    programme_id, visit_id = hands.at.here.programme.id, hands.at.visit.id
    number = hands.row.id
    return redirect(
        url_for(".observation_photos", programme_id=programme_id, visit_id=visit_id, number=number),
        303,
    )
