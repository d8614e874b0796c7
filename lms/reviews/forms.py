from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField
from wtforms.validators import DataRequired, ValidationError

from lms.forms import Form, in_a_sentence, text, trimmed
from lms.logbook.duration import minutes_of, written
from lms.logbook.models import LONGEST
from lms.phrases.bank import blanks_in


class ReopeningForm(Form):
    """`version` is the one that was read."""

    version = HiddenField(validators=[DataRequired()])
    reason = text(_l("Why must it be changed?"), LONGEST["comment"], optional=0, rows=4)

    def validate_reason(self, field: Field) -> None:
        in_a_sentence(field)


class DecisionForm(Form):
    """A supervisor's word on one version. `minutes_of_entry` bounds what can be allowed."""

    version = HiddenField(validators=[DataRequired()])
    comment = text(_l("Comment for the trainee"), LONGEST["comment"], rows=4)
    hours = StringField(_l("Hours that count"), filters=[trimmed], render_kw={"size": 6})

    def __init__(
        self, *args: Any, minutes_of_entry: int, needs_comment: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.most, self.needs_comment = minutes_of_entry, needs_comment
        self.minutes = minutes_of_entry

    def validate_comment(self, field: Field) -> None:
        if self.needs_comment and not field.data:
            raise ValidationError(
                _("Say in a sentence what is missing, so that the trainee can mend it.")
            )
        if blanks := blanks_in(field.data or ""):
            raise ValidationError(
                _("Fill in the blank, or take it out: %(blank)s", blank=blanks[0])
            )

    def validate_hours(self, field: Field) -> None:
        if not field.data:
            return
        try:
            self.minutes = minutes_of(field.data)
        except ValueError as error:
            raise ValidationError(_("Write the time as 2:30, 2.5 or 45 min.")) from error
        if self.minutes > self.most:
            raise ValidationError(
                _(
                    "The trainee wrote %(hours)s; you can allow as much or less.",
                    hours=written(self.most),
                )
            )
