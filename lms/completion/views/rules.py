from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.completion import actions, forms, queries, words
from lms.completion.awards import rule_in
from lms.completion.forms import ReasonForm, RuleForm
from lms.completion.history import history_of
from lms.completion.models import CompletionRule
from lms.completion.preview import Preview, preview_of
from lms.completion.requirements import titles_in
from lms.completion.rules import Rule
from lms.completion.views import bp
from lms.content.course import Course
from lms.db import db
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Edition

MOST = 50  # rules of one edition that the page lists


@bp.get("/editions/<int:edition_id>/completion")
@open_to(Audience.MEMBERS)
def completion(edition_id: int) -> ResponseReturnValue:
    """What the certificate asks in this edition, for whoever may change it."""
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    kept = _kept(edition)
    return _page(edition, kept, _choosing(edition, kept))


@bp.get("/editions/<int:edition_id>/completion/preview")
@open_to(Audience.MEMBERS)
def preview(edition_id: int) -> ResponseReturnValue:
    """Who would gain and who would lose; the rule is in the address, and nothing is saved."""
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    if not request.args:
        return redirect(url_for(".completion", edition_id=edition.id), 303)
    kept = _kept(edition)
    form = _choosing(edition, kept)
    if not form.validate():
        return _page(edition, kept, form), 422
    found = preview_of(edition, _newest(kept), form.rule())
    return _preview(edition, kept, _asking(edition, form, kept, found), found)


@bp.post("/editions/<int:edition_id>/completion/rules")
@open_to(Audience.MEMBERS)
def create_rule(edition_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    db.hold(edition)
    kept = _kept(edition)
    form = forms.reason_form(_course(edition))
    right = form.accepted()
    if not form.rule_is_right:
        return _page(edition, kept, form), 422
    rule = form.rule()
    if kept and kept[0].tree == rule.tree():  # a second click
        return redirect(url_for(".completion", edition_id=edition.id), 303)
    found = preview_of(edition, _newest(kept), rule)
    if not right or not _still_stands(form, kept, found):
        return _preview(edition, kept, form, found), 422
    if (asked := not_confirmed()) is not None:
        return asked
    actions.keep_rule(edition, rule, why=form.why.data or "", by=me(), at=clock.now())
    flash(_("The rule is saved. It counts from now on; certificates that were issued stay."))
    return redirect(url_for(".completion", edition_id=edition.id), 303)


def _still_stands(form: ReasonForm, kept: list[CompletionRule], found: Preview) -> bool:
    """What was previewed is what will happen; else the page shows what would happen now."""
    if form.seen.data == found.seen:
        return True
    said = _("Since you looked, something has changed. Look at the preview again, then save.")
    if kept and form.based_on.data != str(kept[0].id):
        name = kept[0].by.name
        said = _("%(name)s saved another rule meanwhile. Look at the preview again.", name=name)
    form.form_errors.append(said)
    form.seen.data, form.based_on.data = found.seen, str(kept[0].id if kept else 0)
    return False


def _kept(edition: Edition) -> list[CompletionRule]:
    return list(db.session.scalars(queries.rules_of(edition).limit(MOST)))


def _newest(kept: list[CompletionRule]) -> CompletionRule | None:
    return kept[0] if kept else None


def _course(edition: Edition) -> Course:
    return course_or_404(edition.course_id)


def _present(edition: Edition, kept: list[CompletionRule]) -> Rule:
    return rule_in(_newest(kept), edition).within(titles_in(_course(edition)))


def _choosing(edition: Edition, kept: list[CompletionRule]) -> RuleForm:
    return forms.rule_form(_course(edition), _present(edition, kept), sent=request.args)


def _asking(
    edition: Edition, form: RuleForm, kept: list[CompletionRule], found: Preview
) -> ReasonForm:
    based_on = kept[0].id if kept else 0
    return forms.asked_why(form.rule(), _course(edition), seen=found.seen, based_on=based_on)


def _page(edition: Edition, kept: list[CompletionRule], form: RuleForm) -> str:
    return render_template(
        "completion/completion.html",
        edition=edition,
        form=form,
        history=history_of(kept, rule_in(None, edition), _course(edition)),
    )


def _preview(edition: Edition, kept: list[CompletionRule], form: ReasonForm, found: Preview) -> str:
    present, new, course = _present(edition, kept), form.rule(), _course(edition)
    return render_template(
        "completion/preview.html",
        edition=edition,
        form=form,
        present=words.in_words(present, course),
        new=words.in_words(new, course),
        differences=words.differences(present, new, course),
        titles={"asked": titles_in(course, new.least), "freed": titles_in(course, present.least)},
        preview=found,
    )
