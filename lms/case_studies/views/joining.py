"""A trainee's group for a case paper, where trainees form it themselves."""

from dataclasses import dataclass
from functools import cached_property

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.case_studies import group_queries, joining, paper_queries, policy
from lms.case_studies.authors import TakenError
from lms.case_studies.forms import InvitationForm
from lms.case_studies.models import CaseGroupPermission, CasePaper, CasePaperInvitation
from lms.case_studies.views import bp
from lms.case_studies.views.finding import my_story, the_case
from lms.case_studies.views.papers import PAPER, Desk
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_role_in

GROUP = f"{PAPER}/group"


@dataclass(frozen=True)
class Table:
    """Where a trainee finds those who write along: the paper, who is asked, who may be."""

    desk: Desk
    permission: CaseGroupPermission

    @cached_property
    def paper(self) -> CasePaper | None:
        query = group_queries.paper_with_people(self.desk.enrolment, self.desk.case.id)
        return db.session.scalars(query).unique().one_or_none()

    @cached_property
    def invitations(self) -> list[CasePaperInvitation]:
        query = group_queries.invitations(self.desk.enrolment, self.desk.case.id)
        return list(db.session.scalars(query).unique())

    @property
    def to_me(self) -> list[CasePaperInvitation]:
        mine = self.desk.enrolment.id
        return [row for row in self.invitations if row.enrolment_id == mine]

    @property
    def sent(self) -> list[CasePaperInvitation]:
        return [row for row in self.invitations if row.enrolment_id != self.desk.enrolment.id]

    def free(self) -> list[Enrolment]:
        """Who has no paper on this case and was not asked for this one."""
        asked = {row.enrolment_id for row in self.sent} | {self.desk.enrolment.id}
        query = paper_queries.without_paper(self.desk.enrolment.edition, self.desk.case.id)
        return [row for row in db.session.scalars(query) if row.id not in asked]

    def href(self) -> str:
        desk = self.desk
        edition = desk.enrolment.edition_id
        return url_for("case_studies.paper_group", edition_id=edition, case_id=desk.case.id)


@bp.get(GROUP)
@open_to(Audience.MEMBERS)
def paper_group(edition_id: int, case_id: str) -> ResponseReturnValue:
    table = _table(edition_id, case_id)
    return _page(table, InvitationForm())


@bp.post(f"{GROUP}/invitations")
@open_to(Audience.MEMBERS)
def invite_to_paper(edition_id: int, case_id: str) -> ResponseReturnValue:
    table = _table(edition_id, case_id)
    allow(policy.can_write_paper(table.desk.enrolment, table.desk.story))
    form = InvitationForm()
    if not form.accepted():
        return _page(table, form), 422
    chosen, most = form.people.data or [], table.permission.most
    try:
        joining.invite(table.desk.enrolment, case_id, chosen, most=most, at=clock.now())
    except joining.FullError:
        form.people.errors = [_("A group has %(most)s people at most. Choose fewer.", most=most)]
    except TakenError:
        form.people.errors = [_("One of them has a paper on this case already. Choose again.")]
    return (_page(table, form), 422) if form.errors else _done(table, _("They are asked."))


@bp.post(f"{GROUP}/invitations/<int:enrolment_id>/removal")
@open_to(Audience.MEMBERS)
def withdraw_invitation(edition_id: int, case_id: str, enrolment_id: int) -> ResponseReturnValue:
    table = _table(edition_id, case_id)
    paper = table.paper or abort(404)
    try:
        joining.withdraw(paper, enrolment_id)
    except joining.NotAskedError:
        abort(404)
    return _done(table, _("They are asked no longer."))


@bp.post(f"{GROUP}/invitations/<int:number>/acceptance")
@open_to(Audience.MEMBERS)
def accept_invitation(edition_id: int, case_id: str, number: int) -> ResponseReturnValue:
    table = _table(edition_id, case_id)
    invitation = _to_me(table, number)
    allow(policy.can_write_paper(table.desk.enrolment, table.desk.story))
    try:
        joining.accept(invitation, table.desk.enrolment, most=table.permission.most)
    except joining.FullError:
        return _done(table, _("This group is full already."))
    except TakenError:
        return _done(table, _("You have begun a paper of your own, so you cannot join."))
    return _done(table, _("You write it together now."))


@bp.post(f"{GROUP}/invitations/<int:number>/refusal")
@open_to(Audience.MEMBERS)
def refuse_invitation(edition_id: int, case_id: str, number: int) -> ResponseReturnValue:
    table = _table(edition_id, case_id)
    joining.decline(_to_me(table, number), at=clock.now())
    return _done(table, _("You said no. Nobody asks you again for this paper."))


@bp.post(f"{GROUP}/departure")
@open_to(Audience.MEMBERS)
def leave_group(edition_id: int, case_id: str) -> ResponseReturnValue:
    table = _table(edition_id, case_id)
    paper = table.paper or abort(404)
    joining.leave(paper, table.desk.enrolment)
    return _done(table, _("You have left. What was written stays with the others."))


def _table(edition_id: int, case_id: str) -> Table:
    """404 for who does not learn there, and where only those who lead form groups."""
    enrolment, case = my_role_in(edition_id, Role.TRAINEE) or abort(404), the_case(case_id)
    query = group_queries.permission(enrolment.edition, case.id)
    permission = db.session.scalars(query).one_or_none() or abort(404)
    return Table(Desk(enrolment, case, my_story(case, None)), permission)


def _to_me(table: Table, number: int) -> CasePaperInvitation:
    return next((row for row in table.to_me if row.id == number), None) or abort(404)


def _done(table: Table, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(table.href(), 303)


def _page(table: Table, form: InvitationForm) -> str:
    desk = table.desk
    form.offer(table.free())
    return render_template(
        "case_studies/paper_group.html",
        edition=desk.enrolment.edition,
        case=desk.case,
        trainee=desk.enrolment,
        table=table,
        form=form,
        can_write=policy.can_write_paper(desk.enrolment, desk.story),
        can_form=policy.can_form_group(table.permission, table.paper),
    )
