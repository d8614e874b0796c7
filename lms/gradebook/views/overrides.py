"""A mark set in the place of one that was counted: over one part of one trainee, or their total."""

from dataclasses import dataclass
from decimal import Decimal

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions.marks import Component, Part, parts_of
from lms.editions.models import Edition, Enrolment
from lms.gradebook import policy, queries
from lms.gradebook.sources import TOTAL, Place
from lms.gradebook.totals import accounts_of
from lms.gradebook.views import bp
from lms.gradebook.views.finding import the_edition_i_mark
from lms.overrides import actions
from lms.overrides.forms import LiftingForm, OverrideForm
from lms.overrides.queries import overrides_over


@dataclass(frozen=True)
class Desk:
    """What the address names: a trainee, and the part or the total over which a mark is set."""

    edition: Edition
    trainee: Enrolment
    place: Place
    part: Part | None

    @property
    def title(self) -> str:
        return self.part.title if self.part else _("Total")

    def underneath(self) -> Decimal | None:
        """What counts where nothing is set over it."""
        if self.part:
            return self.part.mark
        course = course_or_404(self.edition.course_id)
        accounts = accounts_of(self.edition, [self.trainee], course, as_trainee=set())
        return accounts[self.trainee.id].summed_so_far

    def href(self) -> str:
        component, part = self.place
        return url_for(
            ".overrides",
            edition_id=self.edition.id,
            enrolment_id=self.trainee.id,
            component=component or None,
            part=part or None,
        )


def _desk(edition_id: int, enrolment_id: int) -> Desk:
    edition, trainee = _trainee_i_mark(edition_id, enrolment_id)
    place = (request.args.get("component", ""), request.args.get("part", ""))
    part = None if place == TOTAL else _part_or_404(edition, trainee, place)
    return Desk(edition, trainee, place, part)


def _trainee_i_mark(edition_id: int, enrolment_id: int) -> tuple[Edition, Enrolment]:
    edition = the_edition_i_mark(edition_id)
    trainee = db.find_or_404(queries.trainees_named(edition, [enrolment_id]))
    allow(policy.can_mark_person(me(), trainee))
    return edition, trainee


def _part_or_404(edition: Edition, trainee: Enrolment, place: Place) -> Part:
    component, key = place
    if component not in set(Component):
        abort(404)
    parts = parts_of(Component(component), edition, [trainee]).get(trainee.id, ())
    return next((part for part in parts if part.key == key), None) or abort(404)


@bp.get("/editions/<int:edition_id>/gradebook/<int:enrolment_id>/overrides")
@open_to(Audience.MEMBERS)
def overrides(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    return _page(_desk(edition_id, enrolment_id), OverrideForm(formdata=None))


@bp.post("/editions/<int:edition_id>/gradebook/<int:enrolment_id>/overrides")
@open_to(Audience.MEMBERS)
def set_override(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    """As a draft, after the password."""
    desk, form = _desk(edition_id, enrolment_id), OverrideForm()
    if not form.accepted():
        return _page(desk, form), 422
    asked = not_confirmed()
    if asked is not None:
        return asked
    try:
        actions.set_mark(
            desk.trainee,
            *desk.place,
            mark=form.mark.data or 0,
            reason=form.reason.data or "",
            seen=form.seen_id,
            by=me(),
            at=clock.now(),
        )
    except actions.SetMeanwhileError:
        return _page(desk, form, meanwhile=True), 409
    flash(_("The mark is set as a draft. Release it, and the trainee sees it with your reason."))
    return redirect(desk.href(), 303)


@bp.post(
    "/editions/<int:edition_id>/gradebook/<int:enrolment_id>/overrides/<int:override_id>/release"
)
@open_to(Audience.MEMBERS)
def release_override(edition_id: int, enrolment_id: int, override_id: int) -> ResponseReturnValue:
    _edition, trainee = _trainee_i_mark(edition_id, enrolment_id)
    actions.release(trainee, override_id, by=me(), at=clock.now())
    flash(_("Released: the trainee sees the mark, your name and the reason."))
    return redirect(_account(edition_id, enrolment_id), 303)


@bp.post(
    "/editions/<int:edition_id>/gradebook/<int:enrolment_id>/overrides/<int:override_id>/lifting"
)
@open_to(Audience.MEMBERS)
def lift_override(edition_id: int, enrolment_id: int, override_id: int) -> ResponseReturnValue:
    """After the password; the mark underneath counts again."""
    form = LiftingForm()
    if not form.accepted():
        return _page(_desk(edition_id, enrolment_id), OverrideForm(formdata=None), form), 422
    _edition, trainee = _trainee_i_mark(edition_id, enrolment_id)
    asked = not_confirmed()
    if asked is not None:
        return asked
    reason = form.lift_reason.data or ""
    actions.lift(trainee, override_id, reason=reason, by=me(), at=clock.now())
    flash(_("Lifted: the mark underneath counts again."))
    return redirect(_account(edition_id, enrolment_id), 303)


def _account(edition_id: int, enrolment_id: int) -> str:
    return url_for(".account", edition_id=edition_id, enrolment_id=enrolment_id)


def _page(
    desk: Desk,
    form: OverrideForm,
    lifting: LiftingForm | None = None,
    *,
    meanwhile: bool = False,
) -> str:
    rows = list(db.session.scalars(overrides_over(desk.trainee, *desk.place)))
    standing = next((row for row in rows if row.lifted_at is None), None)
    form.seen.data = str(standing.id if standing else 0)
    return render_template(
        "gradebook/overrides.html",
        desk=desk,
        edition=desk.edition,
        form=form,
        lifting=lifting or LiftingForm(formdata=None),
        rows=rows,
        standing=standing,
        meanwhile=meanwhile,
    )
