from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.diary import actions, queries
from lms.diary.forms import DiaryForm
from lms.diary.models import DiaryPage
from lms.forms import drafts_done
from lms.placements.finding import local_today, the_placement
from lms.placements.models import Placement

bp = Blueprint("diary", __name__)

DIARY = "/placements/<int:placement_id>/diary"


@bp.get(DIARY)
@open_to(Audience.MEMBERS)
def diary(placement_id: int) -> ResponseReturnValue:
    placement = my_own_placement(placement_id)
    pages = db.session.scalars(queries.pages_of(placement, me()).limit(queries.PAGE)).all()
    return render_template("diary/diary.html", placement=placement, pages=pages)


@bp.get(f"{DIARY}/new")
@open_to(Audience.MEMBERS)
def new_page(placement_id: int) -> ResponseReturnValue:
    """Apart from what was written before, so that a phone may take along just this."""
    placement, form = my_own_placement(placement_id), DiaryForm()
    form.activity_date.data = local_today(placement)
    return _page(placement, uuid4(), form)


@bp.get(f"{DIARY}/<uuid:page_id>")
@open_to(Audience.MEMBERS)
def page(placement_id: int, page_id: UUID) -> ResponseReturnValue:
    """One that is not kept yet has its form, so that it can be loaded again with its draft."""
    placement = my_own_placement(placement_id)
    row = db.session.get(DiaryPage, page_id)
    if row and (row.owner_id, row.placement_id) != (me().id, placement.id):
        abort(404)
    form = DiaryForm(formdata=None, obj=row)
    form.activity_date.data = row.day if row else local_today(placement)
    return _page(placement, page_id, form, row=row)


@bp.post(f"{DIARY}/<uuid:page_id>")
@open_to(Audience.MEMBERS)
def keep_page(placement_id: int, page_id: UUID) -> ResponseReturnValue:
    placement, form = my_own_placement(placement_id), DiaryForm()
    row = db.session.scalars(queries.page_of(placement, page_id, me())).one_or_none()
    if not form.accepted():
        return _page(placement, page_id, form, row=row), 422
    seen, now = int(form.version.data or 0), clock.now()
    try:
        actions.keep(placement, page_id, form.written, owner=me(), seen=seen, at=now)
    except actions.ChangedElsewhereError as changed:
        form.version.data = str(changed.current.version)
        return _page(placement, page_id, form, row=row, theirs=changed.current), 409
    except actions.NotThisPageError:
        abort(404)
    drafts_done(f"{me().id}:diary-{page_id}")
    flash(_("Kept. Only you can read it."))
    return redirect(url_for(".diary", placement_id=placement_id), 303)


@bp.post(f"{DIARY}/<uuid:page_id>/removal")
@open_to(Audience.MEMBERS)
def remove_page(placement_id: int, page_id: UUID) -> ResponseReturnValue:
    placement = my_own_placement(placement_id)
    actions.remove(db.find_or_404(queries.page_of(placement, page_id, me())))
    flash(_("The page is gone."))
    return redirect(url_for(".diary", placement_id=placement_id), 303)


def my_own_placement(placement_id: int) -> Placement:
    """For anybody else, whatever they may see, there is no diary."""
    placement = the_placement(placement_id)
    return placement if placement.enrolment.user_id == me().id else abort(404)


def _page(
    placement: Placement,
    page_id: UUID,
    form: DiaryForm,
    *,
    row: DiaryPage | None = None,
    theirs: DiaryPage | None = None,
) -> str:
    return render_template(
        "diary/page.html", placement=placement, page_id=page_id, form=form, row=row, theirs=theirs
    )
