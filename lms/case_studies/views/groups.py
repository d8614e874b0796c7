"""Which trainees write one paper together, and what is adjusted for one of them."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import authors, group_queries, joining, paper_queries, policy
from lms.case_studies.forms import AdjustmentForm, GroupForm, PermissionForm
from lms.case_studies.models import FEWEST_AUTHORS
from lms.case_studies.views import bp
from lms.case_studies.views.finding import the_case
from lms.case_studies.views.grading import paper_here, review_page, the_paper
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition

GROUPS = "/editions/<int:edition_id>/case-studies/<case_id>/groups"
ADJUSTMENT = "/editions/<int:edition_id>/case-papers/<int:paper_id>/authors/<int:author_id>"


@bp.get(GROUPS)
@open_to(Audience.MEMBERS)
def paper_groups(edition_id: int, case_id: str) -> ResponseReturnValue:
    edition, case = _found(edition_id, case_id)
    return _page(edition, case, _form(edition, case))


@bp.post(GROUPS)
@open_to(Audience.MEMBERS)
def form_group(edition_id: int, case_id: str) -> ResponseReturnValue:
    edition, case = _found(edition_id, case_id)
    form = _form(edition, case)
    if not form.accepted():
        return _page(edition, case, form), 422
    try:
        authors.form_group(edition, case.id, form.people.data or [])
    except authors.TakenError:
        form.people.errors = [_("One of them has a paper on this case already. Choose again.")]
        return _page(edition, case, form), 422
    flash(_("They write this paper together now."))
    return redirect(url_for(".paper_groups", edition_id=edition.id, case_id=case.id), 303)


@bp.post(f"{GROUPS}/<int:paper_id>/removal")
@open_to(Audience.MEMBERS)
def part_group(edition_id: int, case_id: str, paper_id: int) -> ResponseReturnValue:
    edition, case = _found(edition_id, case_id)
    rows = db.session.scalars(paper_queries.groups_in(edition, case.id))
    group = next((row for row in rows if row.id == paper_id), None) or abort(404)
    authors.part_group(group)
    flash(_("The group is no more. Each of them can write alone or in another group."))
    return redirect(url_for(".paper_groups", edition_id=edition.id, case_id=case.id), 303)


@bp.post(f"{GROUPS}/permission")
@open_to(Audience.MEMBERS)
def permit_groups(edition_id: int, case_id: str) -> ResponseReturnValue:
    edition, case = _found(edition_id, case_id)
    form = PermissionForm()
    if not form.accepted():
        return _page(edition, case, _form(edition, case)), 422
    joining.permit(edition, case.id, most=form.most.data, by=me(), at=clock.now())
    flash(_("The trainees can form their groups themselves now."))
    return redirect(url_for(".paper_groups", edition_id=edition.id, case_id=case.id), 303)


@bp.post(f"{GROUPS}/permission/removal")
@open_to(Audience.MEMBERS)
def end_permission(edition_id: int, case_id: str) -> ResponseReturnValue:
    edition, case = _found(edition_id, case_id)
    joining.end_permission(edition, case.id)
    flash(_("From now on only you form groups. Those that exist stay."))
    return redirect(url_for(".paper_groups", edition_id=edition.id, case_id=case.id), 303)


def _found(edition_id: int, case_id: str) -> tuple[Edition, CaseStudy]:
    edition, case = the_edition(edition_id), the_case(case_id)
    allow(policy.can_lead(me(), edition))
    return edition, case


def _form(edition: Edition, case: CaseStudy) -> GroupForm:
    return GroupForm(db.session.scalars(paper_queries.without_paper(edition, case.id)).all())


def _page(edition: Edition, case: CaseStudy, form: GroupForm) -> str:
    return render_template(
        "case_studies/paper_groups.html",
        edition=edition,
        case=case,
        groups=db.session.scalars(paper_queries.groups_in(edition, case.id)).all(),
        permission=db.session.scalars(group_queries.permission(edition, case.id)).one_or_none(),
        permission_form=PermissionForm(None),
        form=form,
    )


@bp.post(f"{ADJUSTMENT}/adjustment")
@open_to(Audience.MEMBERS)
def adjust_author(edition_id: int, paper_id: int, author_id: int) -> ResponseReturnValue:
    """What one author of a group gets more or less than the others, before it is released."""
    edition, row = the_paper(edition_id, paper_id)
    author = next((one for one in row.authors if one.id == author_id), None)
    if author is None or len(row.authors) < FEWEST_AUTHORS:
        abort(404)
    form = AdjustmentForm()
    if not form.accepted():
        return review_page(edition, row, adjustment=(author.id, form)), 422
    marks, reason = form.marks.data or 0, form.reason.data or ""
    authors.adjust(row, author, marks=marks, reason=reason, by=me())
    flash(_("Noted for %(name)s alone.", name=author.enrolment.user.name))
    return redirect(paper_here(row) + "#authors", 303)
