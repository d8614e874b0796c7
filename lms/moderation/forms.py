from flask import abort, request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.forms import Form, text, trimmed
from lms.moderation.models import LONGEST, Outcome
from lms.moderation.vocabulary import CONCERNS


class ReportForm(Form):
    concern = RadioField(
        _l("What is wrong with it?"),
        [InputRequired(_l("Choose what is wrong with it."))],
        choices=[(concern.value, name) for concern, name in CONCERNS.items()],
    )
    words = text(_l("In your words"), LONGEST["words"], optional=True)


class DecisionForm(Form):
    """The button says which way it goes, or it was not made here: 400."""

    @property
    def outcome(self) -> Outcome:
        pressed = request.form.get("outcome", "")
        return Outcome(pressed) if pressed in list(Outcome) else abort(400)

    reason = StringField(
        _l("Reason"),
        [
            DataRequired(_l("Give a reason: whoever wrote it will want to know.")),
            Length(max=LONGEST["reason"], message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["reason"]},
    )
