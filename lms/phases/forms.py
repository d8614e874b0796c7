from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import DataRequired, InputRequired

from lms.forms import Form, in_a_sentence, text
from lms.phases.models import LONGEST_REASON
from lms.phases.vocabulary import ENTRUSTMENT


class GateDecisionForm(Form):
    """`seen` is the moment of the evidence that the supervisor has read."""

    seen = HiddenField(validators=[DataRequired()])
    entrustment = RadioField(
        _l("Next time, this trainee could do this"),
        [InputRequired(_l("Choose one step of the ladder."))],
        choices=[(str(step), said) for step, said in ENTRUSTMENT.items()],
    )
    reason = text(_l("Your reasons"), LONGEST_REASON, optional=0, rows=4)

    def validate_reason(self, field: Field) -> None:
        in_a_sentence(field)
