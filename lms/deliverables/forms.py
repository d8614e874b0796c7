import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FileField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from lms.deliverables.models import LONGEST_REASON, LONGEST_TEXT
from lms.files.kinds import ACCEPTED_BY_BROWSERS
from lms.forms import Form, text, trimmed
from lms.grading.models import LONGEST_COMMENT
from lms.grading.sheet import SHORTEST_COMMENT


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


class ReturnForm(Form):
    """Why a version goes back."""

    reason = TextAreaField(
        _l("What should be improved"),
        [
            DataRequired(_l("Say in a sentence what is missing, so that it can be mended.")),
            Length(max=LONGEST_REASON, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_REASON, "rows": 3},
    )


class AcceptForm(Form):
    """A word on what carries no grade."""

    comment = text(_l("Comment: one strength and one next step"), LONGEST_COMMENT, rows=4)

    def validate_comment(self, field: Field) -> None:
        if len(field.data or "") < SHORTEST_COMMENT:
            raise ValidationError(_("Name one strength and one next step, in a sentence or two."))


def _whole(field: HiddenField) -> int:
    found = re.fullmatch("[0-9]{1,9}", field.data or "")
    return int(found[0]) if found else 0
