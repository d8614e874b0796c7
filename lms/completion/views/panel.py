from flask import render_template
from markupsafe import Markup

from lms.completion.awards import standing_of
from lms.editions.models import Enrolment
from lms.learning.panels import on_edition


@on_edition
def own_award(trainee: Enrolment) -> Markup:
    """What is left until the certificate, for its trainees."""
    page = render_template(
        "completion/_panel.html", award=standing_of(trainee), edition_id=trainee.edition_id
    )
    return Markup(page)  # noqa: S704  # escaped there
