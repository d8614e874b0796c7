from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.actors import actions
from lms.actors.models import Actor
from lms.actors.vocabulary import CONSENTS, KINDS, PURPOSE, called
from lms.db import db
from lms.logbook.models import LogEntry
from lms.placements import policy
from lms.placements.finding import utc_today
from lms.projects.models import Project
from lms.projects.parts import Place, stands_on_the_page
from lms.visits import queries
from lms.visits.forms import ActorForm

bp = Blueprint("visits", __name__)
WORDS: dict[str, object] = {"ACTOR_KINDS": KINDS, "ACTOR_CONSENTS": CONSENTS, "actor_name": called}
bp.context_processor(lambda: WORDS)
ACTOR = "/projects/<int:project_id>/actors/<int:actor_id>"


class Visited(NamedTuple):
    """An actor and the entries that name it, as far as the reader may read them."""

    actor: Actor
    entries: Sequence[LogEntry]

    @property
    def can_describe(self) -> bool:
        """A trainee who has met them and still works there."""
        return any(policy.can_write_log(me(), entry.placement) for entry in self.entries)


@stands_on_the_page(Place.MET)
def actors_met(project: Project) -> str:
    rows = db.session.execute(*queries.met_in(project, me(), on=utc_today())).all()
    if not rows:
        return ""
    return render_template("visits/_actors.html", project=project, rows=rows, **WORDS)


@bp.get(ACTOR)
@open_to(Audience.MEMBERS)
def actor(project_id: int, actor_id: int) -> ResponseReturnValue:
    found = _found(project_id, actor_id)
    form = ActorForm(formdata=None, obj=found.actor)
    return _page(found, form)


@bp.post(ACTOR)
@open_to(Audience.MEMBERS)
def describe_actor(project_id: int, actor_id: int) -> ResponseReturnValue:
    found = _found(project_id, actor_id)
    allow(found.can_describe)
    form = ActorForm()
    if not form.accepted():
        return _page(found, form), 422
    try:
        seen = int(form.version.data or 0)
        actions.describe(found.actor, form.named, seen=seen, by=me(), at=clock.now())
    except actions.NameTakenError:
        form.name.errors = [_("Another one of this project has this name.")]
        return _page(found, form), 422
    except actions.ChangedMeanwhileError:
        form.version.data = str(found.actor.version)
        return _page(found, form, changed=True), 409
    flash(_("Saved."))
    return redirect(url_for(".actor", project_id=project_id, actor_id=actor_id), 303)


def _found(project_id: int, actor_id: int) -> Visited:
    query = queries.visits_to(project_id, actor_id, me(), on=utc_today())
    rows = db.session.execute(query).all()
    return Visited(rows[0][0], [row[1] for row in rows]) if rows else abort(404)


def _page(found: Visited, form: ActorForm, *, changed: bool = False) -> str:
    project = db.session.get_one(Project, found.actor.project_id)
    return render_template(
        "visits/actor.html",
        found=found,
        project=project,
        consents=db.session.scalars(actions.consents_of(found.actor)).all(),
        purpose=PURPOSE,
        form=form,
        changed=changed,
    )
