"""Ask one that does better."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.benchmarks.comparing import fields
from lms.benchmarks.filtering import PeersForm
from lms.benchmarks.finding import my_projects, the_indicator, the_period
from lms.benchmarks.shown import is_better
from lms.forms import drafts_done
from lms.introductions import actions
from lms.introductions.actions import Asking, EngagedError, NobodyError, TooManyError
from lms.introductions.forms import AskForm
from lms.introductions.views import bp

REFUSED = (EngagedError, NobodyError, TooManyError)


@bp.get("/benchmarks/indicators/<int:number>/introductions/new")
@open_to(Audience.MEMBERS)
def new_introduction(number: int) -> ResponseReturnValue:
    asking = _asking(number)
    try:
        actions.engaged_beside(asking, clock.now())
    except REFUSED as fault:
        return _page(asking, None, _why(fault))
    return _page(asking, AskForm(language=me().language))


@bp.post("/benchmarks/indicators/<int:number>/introductions")
@open_to(Audience.MEMBERS)
def ask(number: int) -> ResponseReturnValue:
    asking, form = _asking(number), AskForm()
    if not form.accepted():
        return _page(asking, form), 422
    said = {"text": form.text.data or "", "language": form.language.data}
    try:
        row = actions.ask(form.number, asking, **said, by=me(), at=clock.now())
    except REFUSED as fault:
        return _page(asking, form, _why(fault)), 422
    drafts_done(_draft(asking))
    return redirect(url_for(".introduction", number=row.id), 303)


def _asking(number: int) -> Asking:
    """For a project of the reader's that has a figure; a 404 for any other."""
    indicator, mine = the_indicator(number), my_projects()
    period = the_period(indicator.set.period_unit)
    project = mine.get(request.args.get("project", 0, type=int)) or abort(404)
    field, lines = fields([indicator], period)[number]
    own = lines.get(project.id) or abort(404)
    dots = field.dots(PeersForm(request.args).asked)
    better = {dot.project_id for dot in dots if is_better(dot.amount, own.amount, indicator.better)}
    return Asking(indicator, period, project, better - {project.id})


def _why(fault: Exception) -> str:
    if isinstance(fault, EngagedError):
        return _("Your project has an introduction for this indicator and period already.")
    if isinstance(fault, TooManyError):
        return _("Your project has asked three times within a week. Wait some days.")
    return _("Of those you see, nobody does better.")


def _page(asking: Asking, form: AskForm | None, why: str = "") -> str:
    chosen = PeersForm(request.args).in_address
    return render_template(
        "introductions/new.html",
        asking=asking,
        form=form,
        why=why,
        address={"project": asking.asker.id, "period": asking.period, **chosen},
        draft_key=_draft(asking),
    )


def _draft(asking: Asking) -> str:
    return f"{me().id}:introduction-{asking.indicator.id}-{asking.period}"
