from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me, me_or_none
from lms.case_studies import actions, paper_queries, policy, post_queries
from lms.case_studies.choices import Choices, choices_at
from lms.case_studies.forms import CaseDecisionForm, FilterForm
from lms.case_studies.groups import FEWEST
from lms.case_studies.models import CaseDecision, CaseOpening, CasePaper
from lms.case_studies.post_queries import Activity
from lms.case_studies.progress import progress_of
from lms.case_studies.story import Story, whole
from lms.case_studies.views import bp
from lms.case_studies.views.finding import (
    editions_i_lead,
    my_class,
    my_story,
    opening_in_my_class,
    the_case,
)
from lms.case_studies.words import REASONS
from lms.catalog.pictures import picture
from lms.content import library, root
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.models import Enrolment
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
    opening = opening_in_my_class(case)
    story = my_story(case, opening)
    asked = story.question if me_or_none() else None
    return _page(case, story, opening, CaseDecisionForm(decision=asked) if asked else None)


@bp.post("/case-studies/<case_id>/decisions/<decision_id>")
@open_to(Audience.MEMBERS)
def decide(case_id: str, decision_id: str) -> ResponseReturnValue:
    """Only where the reader has come to; a decision that is made already answers with itself."""
    case, trainee = the_case(case_id), my_class()
    opening = opening_in_my_class(case)
    story = my_story(case, opening)
    earlier, asked = story.decided.get(decision_id), story.question
    if earlier is not None:
        return _opened(earlier, CaseDecisionForm(decision=case.decision(decision_id)))
    if asked is None or asked.id != decision_id:
        abort(404)
    form = CaseDecisionForm(decision=asked)
    if not form.accepted():
        return _page(case, story, opening, form), 422
    made = actions.decide(
        case,
        asked,
        option_id=form.option.data,
        reasons=form.reasons.data or "",
        by=me(),
        edition_id=trainee.edition_id if trainee else None,
        at=clock.now(),
    )
    return _opened(made, form)


@bp.get("/case-studies/<case_id>/choices")
@open_to(Audience.MEMBERS)
def choices(case_id: str) -> ResponseReturnValue:
    """How others chose, by country too, where the reader may know it; else back to the case."""
    case = the_case(case_id)
    story = my_story(case, opening_in_my_class(case))
    told = _choices(case, story)
    if not told:
        return redirect(url_for(".case_study", case_id=case.id), 303)
    return render_template(
        "case_studies/choices.html",
        case=case,
        story=story,
        choices=told,
        fewest_people=FEWEST,
    )


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


def _page(
    case: CaseStudy, story: Story, opening: CaseOpening | None, form: CaseDecisionForm | None
) -> str:
    trainee = my_class()
    return render_template(
        "case_studies/case_study.html",
        case=case,
        story=story,
        opening=opening,
        form=form,
        draft_key=_draft_key(case.id, story.question.id) if form and story.question else "",
        choices=_choices(case, story),
        fewest_people=FEWEST,
        length=REASONS,
        trainee=trainee,
        led=editions_i_lead(),
        can_prepare=policy.can_prepare(me_or_none()),
        framework=library().framework,
        **_class_work(case, story, trainee),
    )


def _choices(case: CaseStudy, story: Story) -> dict[str, Choices]:
    """Of the decisions that the reader has made; of all where the class was told."""
    trainee, made = my_class(), list(story.decided)
    if story.opened:
        made = [decision.id for decision in case.decisions]
    return choices_at(case, made, edition_id=trainee.edition_id if trainee else None)


def _class_work(
    case: CaseStudy, story: Story, trainee: Enrolment | None
) -> dict[str, CasePaper | Activity | None]:
    """What a trainee does with the case when they know how it ended: two statements, or none."""
    if trainee is None or not story.to_the_end:
        return {"paper": None, "activity": None}
    paper = db.session.scalars(
        paper_queries.papers_by(trainee).where(CasePaper.case_id == case.id)
    ).one_or_none()
    row = db.session.execute(post_queries.activity_in(trainee.edition, case.id)).one_or_none()
    return {"paper": paper, "activity": Activity(row[1], row[2]) if row else None}


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
