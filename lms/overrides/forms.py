import re
from collections.abc import Sequence

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.forms import Form, trimmed
from lms.overrides.models import LONGEST_REASON

MOST = 100
_REASON = {"maxlength": LONGEST_REASON, "rows": 3}
_SHORTER = Length(max=LONGEST_REASON, message=_l("Shorten this to %(max)d characters."))


NUMBER = _l("Write a whole number from 0 to 100.")


class MarkField(IntegerField):
    """Letters are answered like a number that is out of range."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(NUMBER) from error


class OverrideForm(Form):
    """`seen` is the id of what stood there when the page was opened."""

    mark = MarkField(
        _l("Mark that counts instead"),
        [InputRequired(NUMBER)],
        render_kw={"inputmode": "numeric", "min": 0, "max": MOST},
    )
    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Write why. The trainee reads it beside your name.")), _SHORTER],
        filters=[trimmed],
        render_kw=_REASON,
    )
    seen = HiddenField(default="0")

    @property
    def seen_id(self) -> int:
        written = self.seen.data or ""
        return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(400)

    def validate_mark(self, field: Field) -> None:
        if not field.errors and not (field.data is not None and 0 <= field.data <= MOST):
            raise ValidationError(NUMBER)


class LiftingForm(Form):
    lift_reason = TextAreaField(
        _l("Why does the mark underneath count again?"),
        [DataRequired(_l("Write why; it stays in the record.")), _SHORTER],
        filters=[trimmed],
        render_kw=_REASON,
    )
