"""A trainee's own case paper."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import authors, group_queries, paper_queries, papers, policy
from lms.case_studies.forms import PaperForm
from lms.case_studies.gradebook import own_mark
from lms.case_studies.models import CasePaper
from lms.case_studies.story import Story
from lms.case_studies.views import bp
from lms.case_studies.views.finding import my_story, the_case
from lms.case_studies.words import CHANGE
from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_role_in
from lms.files import actions as files
from lms.files.intake import takes_files
from lms.files.kinds import RefusedError
from lms.files.models import StoredFile
from lms.files.vocabulary import hint, in_words
from lms.forms import drafts_done

PAPER = "/editions/<int:edition_id>/case-studies/<case_id>/paper"


@dataclass(frozen=True)
class Desk:
    """What the address names: the reader's seat in the edition, the case, and how far they are.

    Who writes a paper has decided everywhere, so that the class was told opens nothing more.
    """

    enrolment: Enrolment
    case: CaseStudy
    story: Story

    @property
    def draft_key(self) -> str:
        return f"{me().id}:case-paper-{self.enrolment.id}-{self.case.id}"

    def paper(self) -> CasePaper | None:
        query = paper_queries.paper_of(self.enrolment, self.case.id)
        return db.session.scalars(query).unique().one_or_none()

    def href(self) -> str:
        return url_for(
            "case_studies.paper", edition_id=self.enrolment.edition_id, case_id=self.case.id
        )


def my_desk(edition_id: int, case_id: str) -> Desk:
    enrolment = my_role_in(edition_id, Role.TRAINEE) or abort(404)
    case = the_case(case_id)
    return Desk(enrolment, case, my_story(case, None))


@bp.get(PAPER)
@open_to(Audience.MEMBERS)
def paper(edition_id: int, case_id: str) -> ResponseReturnValue:
    desk = my_desk(edition_id, case_id)
    row = desk.paper()
    form = PaperForm(version=str(row.version) if row else "0")
    form.would_change.data = row.would_change if row else ""
    return _page(desk, row, form)


@bp.post(f"{PAPER}/draft")
@open_to(Audience.MEMBERS)
@takes_files()
def save_paper(edition_id: int, case_id: str) -> ResponseReturnValue:
    """Keep the text, as short as it may be."""
    desk, form = my_desk(edition_id, case_id), PaperForm()
    allow(policy.can_write_paper(desk.enrolment, desk.story))
    file = _file_sent(desk, form) if form.accepted() else None
    if form.errors:
        return _page(desk, desk.paper(), form), 422
    text, seen = form.would_change.data or "", form.seen
    try:
        papers.write(desk.enrolment, desk.case.id, text, seen=seen, file=file)
    except papers.StalePaperError as stale:
        return _changed_elsewhere(desk, form, stale.current)
    return _kept(desk, _("Kept as a draft. Nobody sees it until you hand it in."))


@bp.post(f"{PAPER}/submission")
@open_to(Audience.MEMBERS)
@takes_files()
def hand_in_paper(edition_id: int, case_id: str) -> ResponseReturnValue:
    """Keep the text and hand the paper in."""
    desk, form = my_desk(edition_id, case_id), PaperForm(complete=True)
    allow(policy.can_write_paper(desk.enrolment, desk.story))
    file = _file_sent(desk, form) if form.accepted() else None
    if form.errors:
        return _page(desk, desk.paper(), form), 422
    text, seen = form.would_change.data or "", form.seen
    try:
        papers.hand_in(desk.enrolment, desk.case.id, text, seen=seen, file=file, at=clock.now())
    except papers.StalePaperError as stale:
        return _changed_elsewhere(desk, form, stale.current)
    return _kept(desk, _("Handed in. Your trainer will read it."))


@bp.post(f"{PAPER}/files/<int:file_id>/removal")
@open_to(Audience.MEMBERS)
def remove_paper_file(edition_id: int, case_id: str, file_id: int) -> ResponseReturnValue:
    desk = my_desk(edition_id, case_id)
    paper = desk.paper() or abort(404)
    row = next((one for one in paper.files if one.file_id == file_id), None) or abort(404)
    authors.take_off(paper, row, at=clock.now())
    flash(_("The file is taken off."))
    return redirect(desk.href(), 303)


def _file_sent(desk: Desk, form: PaperForm) -> StoredFile | None:
    """What came beside the text; a refusal stands beside its field."""
    if not (form.file.data and form.file.data.filename):
        return None
    try:
        received = files.receive(form.file.data)
        return files.keep(received, desk.enrolment.edition, by=me(), at=clock.now())
    except RefusedError as error:
        form.file.errors = [in_words(error)]
        return None


def _kept(desk: Desk, said: str) -> ResponseReturnValue:
    flash(said)
    drafts_done(desk.draft_key)
    return redirect(desk.href(), 303)


def _changed_elsewhere(desk: Desk, form: PaperForm, theirs: CasePaper) -> ResponseReturnValue:
    """Both texts on one page; the form starts from the other one now."""
    form.version.data = str(theirs.version)
    return _page(desk, desk.paper(), form, theirs=theirs.would_change), 409


def _page(
    desk: Desk, paper: CasePaper | None, form: PaperForm, *, theirs: str | None = None
) -> str:
    course = course_or_404(desk.enrolment.edition.course_id)
    return render_template(
        "case_studies/paper.html",
        edition=desk.enrolment.edition,
        trainee=desk.enrolment,
        case=desk.case,
        story=desk.story,
        paper=paper,
        form=form,
        theirs=theirs,
        can_write=policy.can_write_paper(desk.enrolment, desk.story),
        can_change=policy.can_change_paper(paper),
        draft_key=desk.draft_key,
        length=CHANGE,
        attempts=1 + course.case_papers.resubmissions,
        rubric=library().rubrics["case"],
        author=authors.seat_in(paper, desk.enrolment) if paper else None,
        own_mark=own_mark,
        file_hint=hint(),
        permission=db.session.scalars(
            group_queries.permission(desk.enrolment.edition, desk.case.id)
        ).one_or_none(),
    )
