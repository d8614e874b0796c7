from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.evidence.models import LONGEST_REASON
from lms.forms import Form, trimmed

SHORTEN = _l("Shorten this to %(max)d characters.")


class WaiverForm(Form):
    """Why an entry may be approved without it."""

    reason = TextAreaField(
        _l("Why is it not needed?"),
        [
            DataRequired(_l("Say why it is not needed.")),
            Length(max=LONGEST_REASON, message=SHORTEN),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_REASON, "rows": 2},
    )
