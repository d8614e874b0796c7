from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.errors import show_http_error
from lms.forms import drafts_done
from lms.grading.sheet import Sheet, given_back, sheet_sent
from lms.grading.vocabulary import LEVEL_NAMES
from lms.logbook.vocabulary import words
from lms.placements.finding import refuse_a_change_of, utc_today
from lms.second_marks import actions, policy, queries, waiting  # noqa: F401  # it tells the list of what waits
from lms.second_marks.actions import HeldError, MovedOnError
from lms.second_marks.forms import AgreementForm, LevelsForm, ReasonForm
from lms.second_marks.models import SECOND, Opinion, SecondMark
from lms.second_marks.subjects import kind_of
from lms.second_marks.vocabulary import HOWS, STATES, TONES, WHYS

ONE = "/second-marks/<uuid:number>"

bp = Blueprint("second_marks", __name__)
bp.context_processor(lambda: words() | {"LEVEL_NAMES": LEVEL_NAMES})


@dataclass(frozen=True)
class Unsaved:
    """What was sent and could not be taken."""

    sheet: Sheet = field(default_factory=Sheet)
    talk: LevelsForm | None = None
    letting: ReasonForm | None = None


@bp.get(ONE)
@open_to(Audience.MEMBERS)
def second_mark(number: UUID) -> ResponseReturnValue:
    """The work beside the rubric, and nothing of the first mark before this one is given."""
    return _page(_found(number), Unsaved())


@bp.post(f"{ONE}/mark")
@open_to(Audience.MEMBERS)
def give(number: UUID) -> ResponseReturnValue:
    row = _found(number)
    if row.second and row.second.by_id == me().id:
        return _back(row)
    allow(policy.can_mark(me(), row, on=utc_today()))
    sheet = sheet_sent(row.rubric.rubric)
    if sheet.errors:
        return _page(row, Unsaved(sheet)), 422
    drafts_done(draft_key(row))
    same = actions.mark(row, sheet.levels, sheet.comment, by=me(), at=clock.now())
    if same:
        flash(_("Both marks are the same. The trainee sees it now."))
    else:
        flash(_("Kept. The two marks differ: agree on one."))
    return _back(row)


@bp.post(f"{ONE}/proposals")
@open_to(Audience.MEMBERS)
def propose(number: UUID) -> ResponseReturnValue:
    row = _found(number)
    allow(policy.can_talk(me(), row))
    form = LevelsForm(row.rubric.rubric)
    if not form.accepted():
        return _page(row, Unsaved(talk=form)), 422
    drafts_done(draft_key(row))
    actions.propose(row, form.said, by=me(), at=clock.now())
    flash(_("Proposed. The other marker agrees, or proposes something else."))
    return _back(row)


@bp.post(f"{ONE}/agreement")
@open_to(Audience.MEMBERS)
def agree(number: UUID) -> ResponseReturnValue:
    row, form = _found(number), AgreementForm()
    allow(policy.can_agree(me(), row))
    seen = int(form.seen.data or 0) if form.accepted() else 0
    actions.agree(row, seen=seen, by=me(), at=clock.now())
    flash(_("Agreed. The trainee sees the mark now."))
    return _back(row)


@bp.post(f"{ONE}/third-person")
@open_to(Audience.MEMBERS)
def pass_on(number: UUID) -> ResponseReturnValue:
    row = _found(number)
    allow(policy.can_talk(me(), row))
    actions.pass_on(row, by=me(), at=clock.now())
    flash(_("Passed on. A third person decides."))
    return _back(row)


@bp.post(f"{ONE}/decision")
@open_to(Audience.MEMBERS)
def decide(number: UUID) -> ResponseReturnValue:
    row = _found(number)
    allow(policy.can_decide(me(), row))
    form = LevelsForm(row.rubric.rubric)
    if not form.accepted():
        return _page(row, Unsaved(talk=form)), 422
    drafts_done(draft_key(row))
    actions.decide(row, form.said, by=me(), at=clock.now())
    flash(_("Decided. The trainee sees the mark now."))
    return _back(row)


@bp.post(f"{ONE}/release")
@open_to(Audience.MEMBERS)
def let_go(number: UUID) -> ResponseReturnValue:
    """A coordinator shows the first mark where no second one comes."""
    row, form = _found(number), ReasonForm()
    allow(policy.can_let_go(me(), row))
    if not form.accepted():
        return _page(row, Unsaved(letting=form)), 422
    actions.let_go(row, form.reason.data or "", by=me(), at=clock.now())
    flash(_("The trainee sees the first mark now."))
    return _back(row)


def draft_key(row: SecondMark) -> str:
    """Of what is written next: one for each opinion that stands there."""
    return f"{me().id}:second-mark-{row.id}-{len(row.opinions)}"


def _found(number: UUID) -> SecondMark:
    row = db.find_or_404(*queries.second_mark_for(me(), number, on=utc_today()))
    allow(policy.can_follow(me(), row, on=utc_today()))
    refuse_a_change_of(row.placement)
    return row


def _back(row: SecondMark) -> ResponseReturnValue:
    return redirect(url_for(".second_mark", number=row.id), 303)


def _page(row: SecondMark, unsaved: Unsaved) -> str:
    """The template gets the opinions that the reader may read, and no others."""
    opinions, kind = policy.readable(me(), row), kind_of(row)
    can = _what_they_can(row)
    return render_template(
        "second_marks/second_mark.html",
        row=row,
        state=row.state,
        placement=row.placement,
        rubric=row.rubric.rubric,
        work=kind.show(row, me()) if can["can_mark"] or can["can_decide"] else kind.name(row),
        opinions=opinions,
        both=len(opinions) > 1,
        sheet=given_back(unsaved.sheet),
        form=unsaved.talk or _talk(row, opinions, can),
        letting=unsaved.letting or ReasonForm(formdata=None),
        agreement=AgreementForm(formdata=None, seen=str(len(opinions))),
        draft_key=draft_key(row),
        WORDS={"states": STATES, "tones": TONES, "whys": WHYS, "hows": HOWS},
        **can,
    )


def _what_they_can(row: SecondMark) -> dict[str, bool]:
    return {
        "can_mark": policy.can_mark(me(), row, on=utc_today()),
        "can_talk": policy.can_talk(me(), row),
        "can_agree": policy.can_agree(me(), row),
        "can_decide": policy.can_decide(me(), row),
        "can_let_go": policy.can_let_go(me(), row),
    }


def _talk(
    row: SecondMark, opinions: Sequence[Opinion], can: Mapping[str, bool]
) -> LevelsForm | None:
    """Begun with what was said last; the first comment is the trainee's, unless one is proposed."""
    if not (can["can_talk"] or can["can_decide"]):
        return None
    begun = opinions[-1] if len(opinions) > SECOND else opinions[0]
    return LevelsForm(row.rubric.rubric, begun)


@bp.app_errorhandler(MovedOnError)
@bp.app_errorhandler(HeldError)
def show_moved_on(_error: Exception) -> ResponseReturnValue:
    return show_http_error(Conflict())
