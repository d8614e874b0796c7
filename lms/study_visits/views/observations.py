"""What was seen at a visit: written on its own page, which a phone may send later."""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.agendas import queries as agendas
from lms.awaited.actions import Item, TooManyError
from lms.awaited.named import named_in_form
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import language
from lms.study_visits import observing, photo_queries, photos, policy, queries
from lms.study_visits.finding import At, the_visit_inside
from lms.study_visits.forms import ObservationForm
from lms.study_visits.models import Observation, VisitQuestion
from lms.study_visits.observing import Hand, OtherContentError
from lms.study_visits.photo_models import MOST
from lms.study_visits.views import bp

OBSERVATIONS = "/programmes/<int:programme_id>/visits/<int:visit_id>/observations"


@bp.get(f"{OBSERVATIONS}/new")
@open_to(Audience.MEMBERS)
def new_observation(programme_id: int, visit_id: int) -> ResponseReturnValue:
    """Apart from what others saw, so that nobody writes what they have just read."""
    at = the_visit_inside(programme_id, visit_id)
    return _form_page(at, uuid4(), form_of(at, language=language()))


@bp.post(f"{OBSERVATIONS}/<uuid:number>")
@open_to(Audience.MEMBERS)
def observe(programme_id: int, visit_id: int, number: UUID) -> ResponseReturnValue:
    at = the_visit_inside(programme_id, visit_id)
    form, now = form_of(at), clock.now()
    if not form.accepted():
        return _form_page(at, number, form), 422
    own = form.author_id.data == me().id
    hand = Hand(form.author_id.data, me(), now if own else None)
    items = named_in_form(MOST)
    try:
        row = observing.observe(number, at.visit, form.words(), hand, at=now)
    except OtherContentError:
        form.seen.errors = [_("This form was sent before with other words. Open a new one.")]
        return _form_page(at, number, form), 409
    _expect(row, at, items)
    drafts_done(_draft_of(at))
    flash(_("Kept. Everybody of the programme reads it."))
    return _back(at)


def _expect(row: Observation, at: At, items: list[Item]) -> None:
    """The photos that its device sends after the form."""
    if items:
        try:
            photos.expect(row, at.visit, items, at=clock.now())
        except TooManyError:
            flash(_("An observation holds %(most)s photos.", most=MOST))


@bp.post(f"{OBSERVATIONS}/<uuid:number>/withdrawal")
@open_to(Audience.MEMBERS)
def take_back(programme_id: int, visit_id: int, number: UUID) -> ResponseReturnValue:
    at = the_visit_inside(programme_id, visit_id)
    row = db.find_or_404(queries.observation(at.visit, number))
    allow(at.seen.leads or row.author_id == me().id)
    observing.take_back(row, at=clock.now())
    sent = db.session.scalars(photo_queries.all_of(row)).all()
    photos.withdraw(sent, reason="mistake", by_id=me().id, at=clock.now())
    flash(_("It is taken back: nobody reads it any more."))
    return _back(at)


def form_of(at: At, *args: object, **filled_in: object) -> ObservationForm:
    """Who leads may enter the observation of anybody who takes part."""
    people = db.session.scalars(agendas.everybody(at.here.programme)).all() if at.seen.leads else ()
    return ObservationForm(
        *args, me=me(), others=people, questions=questions_known(at), **filled_in
    )


def questions_known(at: At) -> list[VisitQuestion]:
    """Those that the reader may see by now, of themselves and others."""
    rows = at.visit.questions
    own = [row for row in rows if row.author_id == me().id]
    here, item = at.here, at.seen.item
    sees = policy.sees_questions(here, item, has_asked=bool(own), at=clock.now())
    return rows if sees else own


def _form_page(at: At, number: UUID, form: ObservationForm) -> str:
    return render_template(
        "study_visits/observation.html",
        here=at.here,
        programme=at.here.programme,
        visit=at.visit,
        seen=at.seen,
        number=number,
        form=form,
        allows_photos=policy.allows_photos(at.visit),
        most_photos=MOST,
        draft_key=_draft_of(at),
    )


def _draft_of(at: At) -> str:
    return f"{me().id}:observation-{at.visit.id}"


def _back(at: At) -> ResponseReturnValue:
    programme_id, visit_id = at.here.programme.id, at.visit.id
    path = url_for(".visit", programme_id=programme_id, visit_id=visit_id, _anchor="observations")
    return redirect(path, 303)
