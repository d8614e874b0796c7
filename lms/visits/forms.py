from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from lms.actors.actions import Named
from lms.actors.models import LONGEST_NAME, LONGEST_PURPOSE
from lms.actors.vocabulary import CONSENTS, KINDS
from lms.forms import Form, trimmed


class ActorForm(Form):
    version = HiddenField(validators=[Regexp("^[0-9]{1,9}$")])
    name = StringField(
        _l("Name"),
        [DataRequired(_l("Write a name.")), Length(max=LONGEST_NAME)],
        filters=[trimmed],
    )
    kind = RadioField(_l("Kind"), [InputRequired()], choices=list(KINDS.items()))
    consent = RadioField(_l("May be named"), [InputRequired()], choices=list(CONSENTS.items()))

    given_by = StringField(
        _l("Who said it"),
        [Length(max=LONGEST_NAME)],
        filters=[trimmed],
        render_kw={"optional": 1, "autocomplete": "off"},
    )
    purpose = StringField(
        _l("Agreed to"), [Length(max=LONGEST_PURPOSE)], filters=[trimmed], render_kw={"optional": 1}
    )

    @property
    def named(self) -> Named:
        said = (self.given_by.data or "", self.purpose.data or "")
        return Named(self.name.data or "", self.kind.data, self.consent.data, *said)
