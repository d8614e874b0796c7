from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _

from lms.notifications.lines import says

DELAY: Final = "delay"


@says(DELAY)
def delay_reported(about: Mapping[str, Any]) -> str:
    return _(
        "%(trainee)s reports that a log entry waits too long (%(edition)s)",
        trainee=about["trainee"],
        edition=about["edition"],
    )
