from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.validators import InputRequired

from lms.entrustment.models import LONGEST_SEEN
from lms.forms import Form, in_a_sentence, text
from lms.phases.vocabulary import ENTRUSTMENT


class EntrustmentForm(Form):
    step = RadioField(
        _l("Next time, this trainee could do this"),
        [InputRequired(_l("Choose one step of the ladder."))],
        choices=[(str(step), said) for step, said in reversed(ENTRUSTMENT.items())],
    )
    seen = text(_l("What did you see that lets you say so?"), LONGEST_SEEN, optional=0, rows=3)

    def validate_seen(self, field: Field) -> None:
        in_a_sentence(field)
