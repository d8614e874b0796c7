from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import DataRequired

from lms.forms import Form, in_a_sentence, text
from lms.placements.steps import LONGEST_SAID


class SealedForm(Form):
    """`seen` is the head of the record that the reader has before them."""

    seen = HiddenField(validators=[DataRequired()])


class ReasonForm(Form):
    """Why it goes back, passes or is corrected, in a sentence."""

    said = text(_l("In your words"), LONGEST_SAID, optional=0, rows=4)

    def validate_said(self, field: Field) -> None:
        in_a_sentence(field)
