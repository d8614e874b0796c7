from flask_babel import lazy_gettext as _l
from wtforms import FileField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from lms.awaited.models import LONGEST_CAPTION
from lms.awaited.vocabulary import CONSENTS, WITHDRAWALS
from lms.files.kinds import ACCEPTED_BY_BROWSERS
from lms.forms import Form, trimmed

SHORTEN = _l("Shorten this to %(max)d characters.")


class SendForm(Form):
    """One photo or paper, what it shows, and whether those who are in it agreed."""

    file = FileField(
        _l("Photo or paper"),
        [InputRequired(_l("Choose a file."))],
        render_kw={"accept": ACCEPTED_BY_BROWSERS},
    )
    caption = StringField(
        _l("What it shows"),
        [Length(max=LONGEST_CAPTION, message=SHORTEN)],
        filters=[trimmed],
        render_kw={"optional": 1},
    )
    consent = RadioField(
        _l("The people in it"),
        [InputRequired(_l("Say whether the people in it agreed."))],
        choices=list(CONSENTS.items()),
    )


class WithdrawalForm(Form):
    """Why a photo or paper goes."""

    reason = RadioField(
        _l("Why?"), [InputRequired(_l("Choose a reason."))], choices=list(WITHDRAWALS.items())
    )
