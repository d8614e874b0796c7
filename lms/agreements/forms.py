from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, StringField
from wtforms.validators import DataRequired, Email, InputRequired, Length

from lms.agreements.models import LONGEST_ARRANGEMENTS, LONGEST_NAME
from lms.forms import Form, text, trimmed


class ArrangementsForm(Form):
    """`seen` is the digest of what the reader has before them, here and in the forms below."""

    seen = HiddenField(validators=[DataRequired()])
    arrangements = text(_l("In your words"), LONGEST_ARRANGEMENTS, rows=5)


class SignatureForm(Form):
    seen = HiddenField(validators=[DataRequired()])
    read = BooleanField(
        _l("I have read this and agree to it."),
        [InputRequired(_l("Read it and tick the box; only then is it signed."))],
    )


class HostForm(SignatureForm):
    name = StringField(
        _l("Your name"),
        [
            InputRequired(_l("Write your name.")),
            Length(max=LONGEST_NAME, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    position = StringField(
        _l("What you are, and where"),
        [
            InputRequired(_l("Write what you are, such as secretary of the association.")),
            Length(max=LONGEST_NAME, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )


class HostLinkForm(Form):
    seen = HiddenField(validators=[DataRequired()])
    email = EmailField(
        _l("E-mail address of the host"),
        [
            InputRequired(_l("Write the e-mail address of the host.")),
            Email(_l("That is not an e-mail address. It looks like ana@example.org.")),
            Length(max=254),
        ],
        filters=[trimmed],
    )
