from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.completion import actions, awards, queries
from lms.completion.forms import RuleForm, in_words, rule_form
from lms.completion.models import CompletionRule
from lms.completion.requirements import titles_in
from lms.completion.rules import Rule
from lms.db import db
from lms.learning import policy
from lms.learning.models import Edition, Enrolment
from lms.learning.panels import on_edition
from lms.learning.views.finding import the_edition

MOST = 50  # rules of one edition that the page lists

bp = Blueprint("completion", __name__)


@bp.get("/editions/<int:edition_id>/completion")
@open_to(Audience.MEMBERS)
def completion(edition_id: int) -> ResponseReturnValue:
    """What the certificate asks in this edition, for whoever may change it."""
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    kept = _kept(edition)
    return _page(edition, kept, _form(edition, kept))


@bp.post("/editions/<int:edition_id>/completion/rules")
@open_to(Audience.MEMBERS)
def create_rule(edition_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    db.hold(edition)
    kept = _kept(edition)
    form = _form(edition, kept)
    if not form.accepted() or _changed_meanwhile(form, kept):
        return _page(edition, kept, form), 422
    if (asked := not_confirmed()) is not None:
        return asked
    actions.save_rule(edition, form.rule(), by=me(), at=clock.now())
    flash(_("The rule is saved. It counts from now on; certificates that were issued stay."))
    return redirect(url_for(".completion", edition_id=edition.id), 303)


def _kept(edition: Edition) -> list[CompletionRule]:
    return list(db.session.scalars(queries.rules_of(edition).limit(MOST)))


def _form(edition: Edition, kept: list[CompletionRule]) -> RuleForm:
    titles = titles_in(course_or_404(edition.course_id))
    present = Rule.read(kept[0].tree) if kept else Rule.all_of(titles)
    return rule_form(titles, present.within(titles), based_on=kept[0].id if kept else 0)


def _changed_meanwhile(form: RuleForm, kept: list[CompletionRule]) -> bool:
    """Somebody saved since this page was opened; the same rule again is only a second click."""
    newest = kept[0] if kept else None
    if newest is None or form.based_on.data == str(newest.id):
        return False
    if newest.tree == form.rule().tree():
        return False
    said = _(
        "%(name)s saved another rule meanwhile; see below. Save again to replace it.",
        name=newest.by.name,
    )
    form.form_errors.append(said)
    form.based_on.data = str(newest.id)
    return True


def _page(edition: Edition, kept: list[CompletionRule], form: RuleForm) -> str:
    return render_template(
        "completion/completion.html",
        edition=edition,
        form=form,
        history=[(row, in_words(Rule.read(row.tree), form.titles)) for row in kept],
    )


@on_edition
def own_award(trainee: Enrolment) -> Markup:
    """What is left until the certificate, for its trainees."""
    award = awards.standing_of(trainee)
    return Markup(render_template("completion/_panel.html", award=award))  # noqa: S704  # escaped there


from lms.completion import copying  # noqa: E402, F401  # it tells intakes what goes along
