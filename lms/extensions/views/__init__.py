from collections.abc import Sequence

from flask import Blueprint

from lms.editions.class_days import ClassDay, today_in
from lms.editions.models import Enrolment
from lms.extensions.dates import Dates, Due, dates_for
from lms.extensions.step_days import StepDay, day_of_step
from lms.learning.steps import Step

bp = Blueprint("extensions", __name__)


@bp.app_template_global("due_of")
def due_of(trainee: Enrolment | None, kind: str, ref: str) -> Due | None:
    """The date for this person, for pages of features below and beside; none for who is none."""
    return dates_for([trainee]).of(trainee, kind, ref) if trainee else None


@bp.app_template_global("day_of_step")
def day_of(step: Step, trainee: Enrolment, days: Sequence[ClassDay]) -> StepDay:
    """For the pages of an edition and of a course, which show the next step in class."""
    dated, today = {row.number: row.date for row in days}, today_in(trainee.edition)
    return day_of_step(step, trainee, dates_for([trainee]), dated, today)


@bp.app_template_global("dates_of")
def dates_of(trainees: Sequence[Enrolment]) -> Dates:
    """Of many people at once, for lists."""
    return dates_for(trainees)


from lms.extensions import (  # noqa: E402
    moving,  # noqa: F401  # it tells intakes what goes along
    occasions,  # noqa: F401  # it adds dates to every calendar
)
from lms.extensions.views import dates, extensions  # noqa: E402, F401  # they put their routes on bp
