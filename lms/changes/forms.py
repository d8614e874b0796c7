from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from lms.forms import Form, in_a_sentence, text
from lms.placements.forms import LONGEST_PLACEMENT
from lms.placements.models import Placement
from lms.placements.steps import LONGEST_SAID, Act


class ReasonedForm(Form):
    said = text(_l("Your reason"), LONGEST_SAID, optional=0, rows=3)

    def validate_said(self, field: Field) -> None:
        in_a_sentence(field)


class ExtensionForm(ReasonedForm):
    ends_on = DateField(_l("New last day"), [InputRequired(_l("Choose the last day."))])

    placement: Placement

    def validate_ends_on(self, field: Field) -> None:
        first = self.placement.starts_on
        if field.data and not first <= field.data <= first + LONGEST_PLACEMENT:
            raise ValidationError(_("Check the year: it is far from today."))


class SupervisorForm(ReasonedForm):
    supervisor = SelectField(_l("New supervisor"), [DataRequired(_l("Choose the supervisor."))])


class EndingForm(ReasonedForm):
    how = RadioField(
        _l("How it ends"),
        [InputRequired(_l("Choose how it ends."))],
        choices=[
            (Act.WITHDRAWN.value, _l("Withdrawn: the trainee does not go on")),
            (Act.TERMINATED.value, _l("Ended early: the programme or the host ends it")),
        ],
    )
