from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.appeals import actions, policy, queries, telling
from lms.appeals.forms import AnswerForm, AskForm, EscalationForm
from lms.appeals.models import FINAL, Appeal
from lms.appeals.times import window_of
from lms.content import library
from lms.db import db
from lms.editions.models import Role
from lms.editions.queries import people_of
from lms.forms import drafts_done
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import language
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.finding import the_placement
from lms.placements.models import Placement
from lms.stretches.models import Assessment
from lms.stretches.queries import assessments_of

APPEALS = "/placements/<int:placement_id>/appeals"
RUBRIC = "log"

bp = Blueprint("appeals", __name__)


@bp.get(APPEALS)
@open_to(Audience.MEMBERS)
def appeals(placement_id: int) -> ResponseReturnValue:
    return _list_page(the_placement(placement_id))


@bp.post(APPEALS)
@open_to(Audience.MEMBERS)
def ask(placement_id: int) -> ResponseReturnValue:
    """One criterion of one week or month, once."""
    placement, form, now = the_placement(placement_id), AskForm(), clock.now()
    allow(policy.can_ask(me(), placement))
    found = _open_to_appeal(placement)
    form.about.choices = _choices(placement, found)
    if not form.accepted():
        return _list_page(placement, form), 422
    target, criterion = form.about.data.split("|")
    assessment = next(row for row in found if row.target == target)
    appeal = actions.ask(placement, assessment, criterion, form.reason.data or "", at=now)
    telling.tell_of(telling.ASKED, placement, appeal, [assessment.assessor], at=now)
    drafts_done(f"{me().id}:appeal-{placement.id}")
    flash(_("Asked. Whoever marked it answers first. Your hours stay as they are."))
    return redirect(url_for(".appeal", placement_id=placement.id, appeal_id=appeal.id), 303)


@bp.get(f"{APPEALS}/<int:appeal_id>")
@open_to(Audience.MEMBERS)
def appeal(placement_id: int, appeal_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    return _page(placement, _the_appeal(placement, appeal_id))


@bp.post(f"{APPEALS}/<int:appeal_id>/answers")
@open_to(Audience.MEMBERS)
def answer(placement_id: int, appeal_id: int) -> ResponseReturnValue:
    placement, form, now = the_placement(placement_id), AnswerForm(), clock.now()
    row = _the_appeal(placement, appeal_id)
    allow(policy.can_answer(me(), placement, row))
    if not form.accepted():
        return _page(placement, row, form), 422
    drafts_done(_draft_key(row))
    rubric, level = library().rubrics[RUBRIC], int(form.level.data)
    reason, marked = form.reason.data or "", _assessment(placement, row.target)
    actions.answer(row, marked, rubric, level, reason, by=me(), at=now)
    telling.tell_of(telling.ANSWERED, placement, row, [placement.enrolment.user], at=now)
    flash(_("Answered. The trainee reads it."))
    return _back(row)


@bp.post(f"{APPEALS}/<int:appeal_id>/escalation")
@open_to(Audience.MEMBERS)
def escalate(placement_id: int, appeal_id: int) -> ResponseReturnValue:
    placement, form, now = the_placement(placement_id), EscalationForm(), clock.now()
    row = _the_appeal(placement, appeal_id)
    allow(policy.can_escalate(me(), placement, row, at=now))
    if not form.accepted():
        return _page(placement, row, form), 422
    drafts_done(_draft_key(row))
    actions.escalate(row, form.reason.data or "", by=me(), at=now)
    telling.tell_of(telling.ASKED, placement, row, _who_decides(placement, row), at=now)
    flash(_("Passed on. Somebody else decides; that answer is final."))
    return _back(row)


def _draft_key(row: Appeal) -> str:
    """Of what is written next: one for each answer that stands there."""
    return f"{me().id}:appeal-{row.id}-{len(row.answers)}"


def _who_decides(placement: Placement, row: Appeal) -> list[User]:
    """Assessors of the edition, or its coordinators where there are none."""
    staff = db.session.scalars(
        people_of(placement.enrolment.edition, Role.ASSESSOR, Role.COORDINATOR)
    ).all()
    others = [each for each in staff if each.user_id != row.marker_id]
    assessors = [each.user for each in others if each.role == Role.ASSESSOR]
    return assessors or [each.user for each in others]


def _the_appeal(placement: Placement, appeal_id: int) -> Appeal:
    row = db.find_or_404(queries.appeals_of(placement).where(Appeal.id == appeal_id))
    row.placement = placement
    return row


def _assessment(placement: Placement, target: str) -> Assessment:
    query = assessments_of(placement, released=True).where(Assessment.target == target)
    return db.find_or_404(query)


def _open_to_appeal(placement: Placement) -> Sequence[Assessment]:
    now = clock.now()
    rows = db.session.scalars(assessments_of(placement, released=True)).all()
    windows = [(row, window_of(placement, row)) for row in rows]
    return [row for row, window in windows if window and window.is_open(now)]


def _choices(placement: Placement, rows: Sequence[Assessment]) -> list[tuple[str, str]]:
    """Every criterion that was not asked about before, by week or month."""
    asked = {
        (row.target, row.criterion)
        for row in db.session.scalars(queries.appeals_of(placement)).unique()
    }
    stretches, said = {row.target: row for row in stretches_of(placement)}, language()
    named = [
        (f"{row.target}|{each.id}", f"{_called(stretches[row.target])}: {each.title.get(said)}")
        for row in rows
        if row.target in stretches
        for each in library().rubrics[RUBRIC].criteria
        if (row.target, each.id) not in asked and each.id in row.levels
    ]
    return [("", _("Choose")), *named]


def _called(stretch: Stretch) -> str:
    if stretch.unit == "month":
        return _("Month %(number)s", number=stretch.number)
    return _("Week %(number)s", number=stretch.number)


def _back(row: Appeal) -> ResponseReturnValue:
    address = url_for(".appeal", placement_id=row.placement_id, appeal_id=row.id)
    return redirect(address, 303)


def _list_page(placement: Placement, form: AskForm | None = None) -> str:
    may = policy.can_ask(me(), placement)
    if may and form is None:
        form = AskForm(formdata=None)
        form.about.choices = _choices(placement, _open_to_appeal(placement))
    return render_template(
        "appeals/appeals.html",
        placement=placement,
        appeals=db.session.scalars(queries.appeals_of(placement)).unique().all(),
        form=form if may else None,
        **_words(placement),
    )


def _page(
    placement: Placement, row: Appeal, sent: AnswerForm | EscalationForm | None = None
) -> str:
    answers = policy.can_answer(me(), placement, row)
    escalates = policy.can_escalate(me(), placement, row, at=clock.now())
    form = sent or (AnswerForm(formdata=None) if answers else EscalationForm(formdata=None))
    if isinstance(form, AnswerForm):
        form.describe(library().rubrics[RUBRIC].criterion(row.criterion))
    return render_template(
        "appeals/appeal.html",
        placement=placement,
        appeal=row,
        form=form,
        answers=answers,
        escalates=escalates,
        draft_key=_draft_key(row),
        FINAL=FINAL,
        stretch_href=_href(row),
        **_words(placement),
    )


def _href(row: Appeal) -> str:
    """The week or month that it is about."""
    unit, _colon, number = row.target.partition(":")
    return url_for(
        "stretches.stretch", placement_id=row.placement_id, units=f"{unit}s", number=number
    )


def _words(placement: Placement) -> dict[str, object]:
    stretches = {row.target: _called(row) for row in stretches_of(placement)}
    criteria = {row.id: row for row in library().rubrics[RUBRIC].criteria}
    return {"STRETCHES": stretches, "CRITERIA": criteria, "LEVEL_NAMES": LEVEL_NAMES}
