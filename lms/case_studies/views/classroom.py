"""The cases of an edition, and one case in class."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import actions, policy
from lms.case_studies.choices import choices_at
from lms.case_studies.classroom import attendance
from lms.case_studies.groups import FEWEST
from lms.case_studies.overview import overview
from lms.case_studies.views import bp
from lms.case_studies.views.finding import opening_in, the_case
from lms.catalog.find import course_or_404
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.paging import after_person, mark_of
from lms.editions.queries import people_page
from lms.editions.roles import my_role_in

PAGE = 60  # a class on one page


@bp.get("/editions/<int:edition_id>/case-studies")
@open_to(Audience.MEMBERS)
def edition_cases(edition_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    return render_template(
        "case_studies/edition_cases.html",
        edition=edition,
        overview=overview(edition, course_or_404(edition.course_id), me()),
        trainee=my_role_in(edition.id, Role.TRAINEE),
        leads=policy.can_lead(me(), edition),
        grades=policy.can_grade(edition),
    )


@bp.get("/editions/<int:edition_id>/case-studies/<case_id>")
@open_to(Audience.MEMBERS)
def classroom(edition_id: int, case_id: str) -> ResponseReturnValue:
    """Who has decided and how, beside the teaching note; others are led to the case itself."""
    edition, case = the_edition(edition_id), the_case(case_id)
    if not policy.can_lead(me(), edition):
        return redirect(url_for(".case_study", case_id=case.id), 303)
    decisions = [decision.id for decision in case.decisions]
    people = _people(edition)
    return render_template(
        "case_studies/classroom.html",
        edition=edition,
        case=case,
        opening=opening_in(edition, case),
        attendance=attendance(edition, case),
        people=people[:PAGE],
        more=_more(edition, case, people),
        choices=choices_at(case, decisions, edition_id=edition.id),
        fewest_people=FEWEST,
        now=_now(edition),
    )


def _people(edition: Edition) -> list[Enrolment]:
    query = people_page(edition, Role.TRAINEE, after=after_person(), most=PAGE)
    return list(db.session.scalars(query))


def _more(edition: Edition, case: CaseStudy, people: list[Enrolment]) -> str | None:
    if len(people) <= PAGE:
        return None
    mark = mark_of(people[PAGE - 1])
    return url_for(".classroom", edition_id=edition.id, case_id=case.id, after=mark)


def _now(edition: Edition) -> datetime:
    """The time where the class is."""
    return clock.now().astimezone(ZoneInfo(edition.time_zone))


@bp.post("/editions/<int:edition_id>/case-studies/<case_id>/opening")
@open_to(Audience.MEMBERS)
def open_case(edition_id: int, case_id: str) -> ResponseReturnValue:
    edition, case = the_edition(edition_id), the_case(case_id)
    allow(policy.can_lead(me(), edition))
    actions.open_for_everyone(case, edition, by=me(), at=clock.now())
    flash(_("Opened. Everyone in this edition can read what happened now."))
    return redirect(url_for(".classroom", edition_id=edition.id, case_id=case.id), 303)
