"""How a message is announced in a mail."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from lms.messages.actions import KIND
from lms.notifications.lines import says


@says(KIND)
def announced(about: Mapping[str, Any]) -> str:
    return _("%(name)s writes: %(subject)s", name=about["by"], subject=about["subject"])
