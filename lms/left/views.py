from collections.abc import Sequence

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.completion.awards import rule_written, standing_under
from lms.completion.class_work import progress_in
from lms.completion.requirements import looked_at
from lms.db import db
from lms.editions.class_days import ClassDay, days_of, today_in
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_role_in
from lms.learning.progress import Progress
from lms.left.due import due_next, due_step
from lms.left.plan import plan_of, step_within
from lms.left.queries import Known, known_of, traineeship
from lms.left.steps import Situation, next_step
from lms.logbook import own_queries
from lms.placements.finding import utc_today

bp = Blueprint("left", __name__)


@bp.get("/editions/<int:edition_id>/left")
@open_to(Audience.MEMBERS)
def mine(edition_id: int) -> ResponseReturnValue:
    """The reader's own: the next step, all that is left, and what is done."""
    trainee = my_role_in(edition_id, Role.TRAINEE)
    return _page(edition_id, trainee.id) if trainee else abort(404)


@bp.get("/editions/<int:edition_id>/people/<int:enrolment_id>/left")
@open_to(Audience.MEMBERS)
def of_trainee(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    """The same of a trainee, for who runs the edition and who supervises them."""
    return _page(edition_id, enrolment_id)


def _page(edition_id: int, enrolment_id: int) -> str:
    query = traineeship(me(), edition_id, enrolment_id, on=utc_today())
    row = db.session.execute(query).one_or_none()
    if row is None:
        abort(404)
    trainee, tree = row
    found, facts = looked_at([trainee])[trainee.id]
    standing = standing_under(rule_written(tree, trainee.edition), found)
    days = days_of(trainee.edition)
    known = known_of(trainee)
    here = _situation(trainee, progress_in(facts), days, known)
    plan = plan_of(here, standing, days)
    due = due_next(trainee, here.working, known, here.today)
    step = step_within(plan, next_step(here), here, known)
    if step and step.kind == "others" and due:
        step = due_step(due[0])
    return render_template(
        "left/left.html",
        trainee=trainee,
        own=trainee.user_id == me().id,
        step=step,
        plan=plan,
        due=[row for row in due if step is None or row.href != step.href],
        today=here.today,
    )


def _situation(
    trainee: Enrolment, done: Progress, days: Sequence[ClassDay], known: Known
) -> Situation:
    """Of this edition alone; what is still a draft nobody but its author sees."""
    working = db.session.execute(*own_queries.own_placements(trainee.user)).all()
    placement = next((row[0] for row in working if row[0].enrolment_id == trainee.id), None)
    back = db.session.scalars(*own_queries.to_mend(trainee.user)).all()
    return Situation(
        trainee,
        done,
        placement,
        [row for row in back if placement and row.placement_id == placement.id],
        [row for row in known.asked if row.came_back and row.edition_id == trainee.edition_id],
        {day.number: day.date for day in days},
        known.dates,
        today_in(trainee.edition),
    )
