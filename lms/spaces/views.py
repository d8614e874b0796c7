"""Open a space, and close one. What stands in them is the forum's."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.spaces import actions, policy
from lms.spaces.finding import the_space
from lms.spaces.forms import SpaceForm
from lms.spaces.models import Kind, Space
from lms.spaces.readers import this_reader

bp = Blueprint("spaces", __name__)


@bp.get("/forum/spaces")
@bp.get("/forum/spaces/new")
@open_to(Audience.STAFF)
def new_space() -> ResponseReturnValue:
    """Under the form's own address too, for who loads it again after it was refused."""
    return _form_page(_form(language=me().language))


@bp.post("/forum/spaces")
@open_to(Audience.STAFF)
def open_space() -> ResponseReturnValue:
    form = _form()
    if not form.accepted():
        return _form_page(form), 422
    space = actions.open_named(
        form.name.data or "",
        kind=Kind(form.kind.data),
        purpose=form.purpose.data or "",
        language=form.language.data,
        at=clock.now(),
    )
    return redirect(f"/forum/{space.slug}", 303)


def _form(**filled_in: str) -> SpaceForm:
    return SpaceForm(to_the_world=me().is_administrator, **filled_in)


def _form_page(form: SpaceForm) -> str:
    return render_template("spaces/new_space.html", form=form)


@bp.post("/forum/<slug>/closing")
@open_to(Audience.MEMBERS)
def close_space(slug: str) -> ResponseReturnValue:
    """Nothing new can be written; all of it can still be read."""
    space = _mine(slug)
    actions.close(space, at=clock.now())
    flash(_("The space is closed. What was written stays."))
    return redirect(f"/forum/{space.slug}", 303)


@bp.post("/forum/<slug>/reopening")
@open_to(Audience.MEMBERS)
def reopen_space(slug: str) -> ResponseReturnValue:
    space = _mine(slug)
    actions.reopen(space)
    flash(_("The space is open again."))
    return redirect(f"/forum/{space.slug}", 303)


def _mine(slug: str) -> Space:
    reader = this_reader()
    space = the_space(slug, reader)
    allow(policy.can_lead(reader, space))
    return actions.kept(space)
