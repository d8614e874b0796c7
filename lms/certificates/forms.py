from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.certificates.models import LONGEST_WHY
from lms.forms import Form, trimmed


class RevocationForm(Form):
    why = TextAreaField(
        _l("Why is it revoked?"),
        [
            DataRequired(_l("Write why. The person reads it; the public page does not show it.")),
            Length(max=LONGEST_WHY, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_WHY, "rows": 3},
    )
