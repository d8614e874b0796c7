from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.forms import Form, in_a_sentence, trimmed
from lms.reactions.models import LONGEST


class TriedForm(Form):
    """What others need to know before they try it too."""

    words = TextAreaField(
        _l("Where, and what came of it"),
        [
            DataRequired(_l("Say where you tried it, and what came of it.")),
            Length(max=LONGEST, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST, "rows": 3},
    )

    def validate_words(self, field: TextAreaField) -> None:
        in_a_sentence(field)
