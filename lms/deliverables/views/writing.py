"""A trainee writes a deliverable, adds files and hands it in."""

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.deliverables import actions, policy
from lms.deliverables.asked import is_critical
from lms.deliverables.forms import DeliverableForm
from lms.deliverables.models import MOST_FILES, Deliverable
from lms.deliverables.standing import grade_of, missing, rubric_of
from lms.deliverables.states import EDITABLE, MovedOnError
from lms.deliverables.views import bp
from lms.deliverables.views.finding import Desk, the_desk
from lms.files.actions import receive
from lms.files.intake import takes_files
from lms.files.kinds import RefusedError
from lms.files.vocabulary import hint, in_words
from lms.forms import drafts_done
from lms.placements.finding import local_today
from lms.placements.policy import can_write_log

ONE = "/placements/<int:placement_id>/deliverables/<name>"
Act = Callable[[Deliverable, DeliverableForm], str]


@bp.get(ONE)
@open_to(Audience.MEMBERS)
def deliverable(placement_id: int, name: str) -> ResponseReturnValue:
    desk = the_desk(placement_id, name)
    work = desk.work()
    form = DeliverableForm(formdata=None)
    form.body.data = work.text if work else ""
    return _page(desk, work, form)


@bp.post(f"{ONE}/draft")
@open_to(Audience.MEMBERS)
@takes_files()
def save_deliverable(placement_id: int, name: str) -> ResponseReturnValue:
    """Keep text and file; nobody else sees them yet."""
    desk = the_desk(placement_id, name)
    return _sent(desk, DeliverableForm(), _kept)


def _kept(_work: Deliverable, _form: DeliverableForm) -> str:
    return _("Kept as a draft. Nobody sees it until you hand it in.")


@bp.post(f"{ONE}/submission")
@open_to(Audience.MEMBERS)
@takes_files()
def hand_in_deliverable(placement_id: int, name: str) -> ResponseReturnValue:
    """Keep text and file, and hand them in as the next version."""
    desk = the_desk(placement_id, name)
    return _sent(desk, DeliverableForm(), _handed_in)


def _handed_in(work: Deliverable, form: DeliverableForm) -> str:
    actions.hand_in(work, attempt=form.seen_attempt, at=clock.now())
    return _("Handed in. Your supervisor will read it.")


@bp.post(f"{ONE}/files/<int:file_id>/removal")
@open_to(Audience.MEMBERS)
@takes_files()
def remove_file(placement_id: int, name: str, file_id: int) -> ResponseReturnValue:
    """Keep what else the form holds, and leave this file out of the next version."""
    desk = the_desk(placement_id, name)

    def removed(work: Deliverable, _form: DeliverableForm) -> str:
        actions.remove_file(work, file_id)
        return _("The file is taken out. Versions that you handed in keep it.")

    return _sent(desk, DeliverableForm(), removed)


def _sent(desk: Desk, form: DeliverableForm, act: Act) -> ResponseReturnValue:
    """Keep text and file, then act; what cannot be kept stays in the form with a sentence."""
    allow(can_write_log(me(), desk.placement))
    if not form.accepted():
        return _page(desk, desk.work(), form), 422
    try:
        said = _keep(desk, form, act)
    except (RefusedError, actions.TooManyFilesError, actions.NothingToHandInError) as error:
        _explain(form, error)
        return _page(desk, desk.work(), form), 422
    except (actions.StaleTextError, MovedOnError):
        return _page(desk, desk.work(), form, stale=True), 409
    flash(said)
    drafts_done(desk.draft_key)
    return redirect(desk.href, 303)


def _keep(desk: Desk, form: DeliverableForm, act: Act) -> str:
    received = receive(form.file.data) if form.file.data else None
    work = actions.take_up(desk.placement, desk.piece.name)
    if work.state in EDITABLE:
        allow(policy.can_write(me(), desk.placement, work, desk.course))
    actions.write(work, form.text, seen=form.seen)
    if received:
        edition = desk.placement.enrolment.edition
        actions.add_file(work, received, edition=edition, by=me(), at=clock.now())
    return act(work, form)


def _explain(form: DeliverableForm, error: Exception) -> None:
    if isinstance(error, RefusedError):
        form.file.errors = [in_words(error)]
    elif isinstance(error, actions.TooManyFilesError):
        form.file.errors = [_("There are %(most)s files already: take one out.", most=MOST_FILES)]
    else:
        form.body.errors = [_("Write a text or add a file first.")]


def _page(
    desk: Desk, work: Deliverable | None, form: DeliverableForm, *, stale: bool = False
) -> str:
    """When it is `stale`, the form holds what was typed, and the page what stands there now."""
    form.edits.data = str(work.edits if work else 0)
    form.attempt.data = str(work.times_submitted if work else 0)
    grade, rubric = grade_of(work), rubric_of(work, desk.piece.content.rubric)
    return render_template(
        "deliverables/deliverable.html",
        desk=desk,
        placement=desk.placement,
        piece=desk.piece,
        work=work,
        form=form,
        stale=stale,
        files=actions.in_hand(work) if work else [],
        grade=grade,
        missing=missing(work, grade, desk.course) if work and grade else [],
        rubric=rubric,
        critical=rubric is not None and is_critical(rubric),
        can_write=policy.can_write(me(), desk.placement, work, desk.course),
        attempts=1 + desk.course.deliverables.resubmissions,
        award=desk.course.award,
        hint=hint(),
        most_files=MOST_FILES,
        today=local_today(desk.placement),
    )
