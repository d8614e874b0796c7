from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from lms.editions.forms import FIRST_YEAR, LAST_YEAR
from lms.forms import Form

LONGEST_PLACEMENT = timedelta(days=3 * 366)  # a year of fieldwork part time, and its pauses


class PlacementForm(Form):
    """Who works where, under whom, from when to when."""

    trainee = SelectField(_l("Trainee"), [DataRequired(_l("Choose the trainee."))])
    project = SelectField(
        _l("Cluster or network"), [DataRequired(_l("Choose where the fieldwork takes place."))]
    )
    supervisor = SelectField(_l("Supervisor"), [DataRequired(_l("Choose the supervisor."))])
    starts_on = DateField(_l("First day"), [InputRequired(_l("Choose the first day."))])
    calendar_factor = RadioField(
        _l("How much time a week"),
        choices=[("1", _l("Full time: as the course plans it")), ("2", _l("Part time"))],
        default="1",
    )
    ends_on = DateField(_l("Last day"), [Optional()])

    def validate_starts_on(self, field: Field) -> None:
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))

    def validate_ends_on(self, field: Field) -> None:
        first, last = self.starts_on.data, field.data
        if first and last and last < first:
            raise ValidationError(_("The last day comes before the first. Change one of them."))
        if first and last and last - first > LONGEST_PLACEMENT:
            raise ValidationError(_("Check the year: it is far from today."))

    def validate_supervisor(self, field: Field) -> None:
        if field.data and field.data == self.trainee_person():
            raise ValidationError(_("Nobody can supervise themselves. Choose someone else."))

    def trainee_person(self) -> str:
        """Account of the chosen trainee; the choices are "enrolment:person"."""
        return str(self.trainee.data or "").partition(":")[2]
