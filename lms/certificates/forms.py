from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.forms import Form, trimmed

MOST = 500


class RevocationForm(Form):
    why = TextAreaField(
        _l("Why is it revoked?"),
        [
            DataRequired(_l("Write why. The person reads it; the public page does not show it.")),
            Length(max=MOST, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": MOST, "rows": 3},
    )
