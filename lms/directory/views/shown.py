"""What others see of me."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.directory import actions, queries
from lms.directory.finding import Card, cards
from lms.directory.forms import ShownForm, filled
from lms.directory.models import Seen
from lms.directory.views import bp
from lms.directory.visibility import Viewer
from lms.directory.vocabulary import STANDS, tongues


@bp.get("/settings/directory")
@open_to(Audience.MEMBERS)
def shown() -> ResponseReturnValue:
    """With a look through the eyes of others, `?as=members`."""
    entry = db.session.scalars(queries.entry_of(me())).one_or_none()
    lines = db.session.scalars(queries.own_lines(me())).all()
    return _page(ShownForm(**filled(entry, lines, me().language)))


@bp.post("/settings/directory")
@open_to(Audience.MEMBERS)
def show() -> ResponseReturnValue:
    form = ShownForm()
    if not form.accepted():
        return _page(form), 422
    actions.describe(me(), form.said(), at=clock.now())
    flash(_("Saved."))
    return redirect(f"{url_for('.shown')}?as={_stands().value}#preview", 303)


def _page(form: ShownForm) -> str:
    stands = _stands()
    return render_template(
        "directory/shown.html",
        form=form,
        stands=stands,
        ways=STANDS,
        card=_as_seen_by(stands),
        tongue=dict(tongues()),
    )


def _as_seen_by(stands: Seen) -> Card | None:
    """What is kept now; None where they would not find me."""
    [card] = cards([me().id], Viewer(stands=stands))
    return card if card.name else None


def _stands() -> Seen:
    asked = request.args.get("as", "")
    return Seen(asked) if asked in {seen.value for seen in STANDS} else Seen.MEMBERS
