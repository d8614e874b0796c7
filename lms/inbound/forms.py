from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from lms.forms import Form
from lms.spaces.models import MailKind


class RenewalForm(Form):
    """`seen` is how often a new address was taken before, as the page knew it."""

    seen = HiddenField()


class MailKindForm(Form):
    kind = RadioField(
        _l("What does a mail begin here?"),
        [InputRequired(_l("Choose what a mail begins here."))],
        choices=[
            (MailKind.DISCUSSION.value, _l("Discussion")),
            (MailKind.QUESTION.value, _l("Question")),
        ],
    )
