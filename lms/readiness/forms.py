from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.validators import InputRequired

from lms.forms import Form, in_a_sentence, text
from lms.readiness.models import LONGEST_REASON, NOT_YET, READY


class WordForm(Form):
    said = RadioField(
        _l("Is this trainee ready for the certificate?"),
        [InputRequired(_l("Choose what you say."))],
        choices=[(READY, _l("Ready")), (NOT_YET, _l("Not yet"))],
    )
    reasons = text(_l("Your reasons"), LONGEST_REASON, optional=0, rows=4)

    def validate_reasons(self, field: Field) -> None:
        in_a_sentence(field)
