import re

from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField

from lms.deliverables.models import LONGEST_TEXT
from lms.files.kinds import ACCEPTED_BY_BROWSERS
from lms.forms import Form, text


class DeliverableForm(Form):
    """The text in hand, and a file to add to it."""

    edits = HiddenField(default="0")
    attempt = HiddenField(default="0")
    body = text(_l("Your text"), LONGEST_TEXT, rows=12, optional=1)
    file = FileField(_l("Add a file"), render_kw={"accept": ACCEPTED_BY_BROWSERS, "optional": 1})

    @property
    def text(self) -> str:
        return str(self.body.data or "")

    @property
    def seen(self) -> int:
        """How many edits the text had when the page was opened."""
        return _whole(self.edits)

    @property
    def seen_attempt(self) -> int:
        """How often it had been handed in then."""
        return _whole(self.attempt)


def _whole(field: HiddenField) -> int:
    found = re.fullmatch("[0-9]{1,9}", field.data or "")
    return int(found[0]) if found else 0
