from collections.abc import Sequence

from flask import Blueprint

from lms.editions.models import Enrolment
from lms.extensions.dates import Dates, Due, dates_for

bp = Blueprint("extensions", __name__)


@bp.app_template_global("due_of")
def due_of(trainee: Enrolment | None, kind: str, ref: str) -> Due | None:
    """The date for this person, for pages of features below and beside; none for who is none."""
    return dates_for([trainee]).of(trainee, kind, ref) if trainee else None


@bp.app_template_global("dates_of")
def dates_of(trainees: Sequence[Enrolment]) -> Dates:
    """Of many people at once, for lists."""
    return dates_for(trainees)


from lms.extensions import occasions  # noqa: E402, F401  # it adds dates to every calendar
from lms.extensions.views import dates, extensions  # noqa: E402, F401  # they put their routes on bp
