"""How a move is announced."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from lms.i18n import show_date
from lms.intakes.moving import KIND
from lms.notifications.lines import says


@says(KIND)
def moved(about: Mapping[str, Any]) -> str:
    return _(
        "%(edition)s has new dates: what was on %(before)s is now on %(after)s, and so on.",
        edition=about["edition"],
        before=show_date(date.fromisoformat(about["from"]), "full"),
        after=show_date(date.fromisoformat(about["to"]), "full"),
    )
