from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, SelectField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from lms.forms import Form


class CoverForm(Form):
    """Who stands in for a supervisor, from when to when; both days count."""

    away = HiddenField(validators=[DataRequired()])
    stand_in = SelectField(_l("Who stands in"), [DataRequired(_l("Choose who stands in."))])
    from_on = DateField(_l("First day"), [InputRequired(_l("Choose the first day."))])
    until_on = DateField(_l("Last day"), [InputRequired(_l("Choose the last day."))])

    def __init__(self, *args: Any, supervisors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supervisors = supervisors
        others = [row for row in supervisors if row[0] != str(self.away.data)]
        self.stand_in.choices = [("", _("Choose")), *others]

    def validate_away(self, field: Field) -> None:
        if field.data not in {number for number, _name in self.supervisors}:
            raise ValidationError(_("This person supervises nobody here."))

    def validate_until_on(self, field: Field) -> None:
        first, last = self.from_on.data, field.data
        if first and last and last < first:
            raise ValidationError(_("The last day comes before the first. Change one of them."))
