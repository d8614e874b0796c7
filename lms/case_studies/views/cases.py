from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me, me_or_none
from lms.case_studies import actions, policy, queries
from lms.case_studies.choices import FEWEST, choices_at
from lms.case_studies.forms import CaseDecisionForm, FilterForm
from lms.case_studies.models import CaseDecision
from lms.case_studies.progress import progress_of
from lms.case_studies.story import Story, tell, whole
from lms.case_studies.views import bp
from lms.case_studies.views.finding import the_case
from lms.case_studies.words import REASONS
from lms.catalog.pictures import picture
from lms.content import library, root
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import language


@bp.get("/case-studies")
@open_to(Audience.EVERYONE)
def case_studies() -> ResponseReturnValue:
    person = me_or_none()
    cases = [case.in_language(language()) for case in library().case_studies.values()]
    form = FilterForm(request.args, cases=cases, framework=library().framework)
    return render_template(
        "case_studies/case_studies.html",
        cases=[case for case in cases if form.wants(case)],
        form=form,
        progress=progress_of(person) if person else {},
        framework=library().framework,
    )


@bp.get("/case-studies/<case_id>")
@open_to(Audience.EVERYONE)
def case_study(case_id: str) -> ResponseReturnValue:
    case = the_case(case_id)
    story = _my_story(case)
    asked = story.question if me_or_none() else None
    return _page(case, story, CaseDecisionForm(decision=asked) if asked else None)


@bp.post("/case-studies/<case_id>/decisions/<decision_id>")
@open_to(Audience.MEMBERS)
def decide(case_id: str, decision_id: str) -> ResponseReturnValue:
    """Only where the reader has come to; a decision that is made already answers with itself."""
    case = the_case(case_id)
    story = _my_story(case)
    earlier, asked = story.decided.get(decision_id), story.question
    if earlier is not None:
        return _opened(earlier, CaseDecisionForm(decision=case.decision(decision_id)))
    if asked is None or asked.id != decision_id:
        abort(404)
    form = CaseDecisionForm(decision=asked)
    if not form.accepted():
        return _page(case, story, form), 422
    option, reasons = form.option.data, form.reasons.data or ""
    made = actions.decide(case, asked, option_id=option, reasons=reasons, by=me(), at=clock.now())
    return _opened(made, form)


@bp.get("/case-studies/<case_id>/teaching-note")
@open_to(Audience.MEMBERS)
def teaching_note(case_id: str) -> ResponseReturnValue:
    if not policy.can_prepare(me()):
        abort(404)
    case = the_case(case_id)
    return render_template(
        "case_studies/teaching_note.html",
        case=case,
        note=case.section("teaching-note"),
        story=whole(case),
        framework=library().framework,
    )


@bp.get("/case-studies/<case_id>/media/<path:name>")
@open_to(Audience.EVERYONE)
def media(case_id: str, name: str) -> Response:
    """A picture of a case."""
    folder = root() / "case_studies" / the_case(case_id).id / "media"
    return picture(folder, name)


def _my_story(case: CaseStudy) -> Story:
    person = me_or_none()
    return tell(case, db.session.scalars(queries.decisions_in(case, person)) if person else ())


def _page(case: CaseStudy, story: Story, form: CaseDecisionForm | None) -> str:
    return render_template(
        "case_studies/case_study.html",
        case=case,
        story=story,
        form=form,
        draft_key=_draft_key(case.id, story.question.id) if form and story.question else "",
        choices=choices_at(case, story.decided),
        fewest_people=FEWEST,
        length=REASONS,
        can_prepare=policy.can_prepare(me_or_none()),
        framework=library().framework,
    )


def _opened(made: CaseDecision, sent: CaseDecisionForm) -> ResponseReturnValue:
    """Lead the reader to what their decision opened, and say so if it is not what they sent."""
    if (made.option_id, made.reasons) == (sent.option.data, sent.reasons.data):
        flash(_("You have decided. Read where each choice leads."))
    else:
        flash(_("You had decided here before: your first choice stands."))
    drafts_done(_draft_key(made.case_id, made.decision_id))
    anchor = f"opened-{made.decision_id}"
    return redirect(url_for(".case_study", case_id=made.case_id, _anchor=anchor), 303)


def _draft_key(case_id: str, decision_id: str) -> str:
    return f"{me().id}:case-{case_id}-{decision_id}"
