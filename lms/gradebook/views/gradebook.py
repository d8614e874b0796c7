from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.paging import after_person, mark_of
from lms.editions.queries import people_page
from lms.gradebook import policy, queries
from lms.gradebook.views import bp
from lms.gradebook.views.finding import accounts_for_me

PAGE = 50


@bp.get("/editions/<int:edition_id>/gradebook")
@open_to(Audience.MEMBERS)
def gradebook(edition_id: int) -> ResponseReturnValue:
    """Everybody's marks for who marks; a trainee finds their own, explained."""
    edition = the_edition(edition_id)
    if policy.can_mark(me(), edition):
        return _everybody(edition)
    own = db.session.scalars(queries.traineeship_of(me(), edition)).one_or_none() or abort(403)
    return _explained(edition, own)


def _everybody(edition: Edition) -> str:
    query = people_page(edition, Role.TRAINEE, after=after_person(), most=PAGE)
    rows = db.session.scalars(query).all()
    more = None
    if len(rows) > PAGE:
        more = url_for(".gradebook", edition_id=edition.id, after=mark_of(rows[PAGE - 1]))
    return render_template(
        "gradebook/gradebook.html",
        edition=edition,
        trainees=rows[:PAGE],
        accounts=accounts_for_me(edition, rows[:PAGE]),
        assessment=course_or_404(edition.course_id).assessment,
        more=more,
    )


@bp.get("/editions/<int:edition_id>/gradebook/<int:enrolment_id>")
@open_to(Audience.MEMBERS)
def account(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    """How one trainee's numbers come about; for who marks, and the trainee."""
    edition = the_edition(edition_id)
    row = db.find_or_404(queries.trainees_named(edition, [enrolment_id]))
    if not (policy.can_mark(me(), edition) or row.user_id == me().id):
        abort(404)
    return _explained(edition, row)


def _explained(edition: Edition, row: Enrolment) -> str:
    return render_template(
        "gradebook/account.html",
        edition=edition,
        trainee=row,
        own=row.user_id == me().id,
        account=accounts_for_me(edition, [row])[row.id],
        sees_all=policy.can_mark(me(), edition) and policy.can_mark_person(me(), row),
        pass_mark=course_or_404(edition.course_id).assessment.pass_mark,
    )
