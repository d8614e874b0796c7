from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.forms import Form, trimmed
from lms.i18n import LANGUAGE_NAMES
from lms.spaces.models import LONGEST, Kind

TOO_LONG = _l("Shorten this to %(max)d characters.")
READERS = {
    Kind.THEME: _l("Everybody with an account"),
    Kind.STAFF: _l("Trainers, supervisors, assessors and coordinators"),
    Kind.PUBLIC: _l("Everybody, also without an account"),
}


class SpaceForm(Form):
    name = StringField(
        _l("Name"),
        [
            DataRequired(_l("Give the space a name that says what is talked about.")),
            Length(max=LONGEST["name"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["name"]},
    )
    purpose = StringField(
        _l("What it is for"),
        [
            DataRequired(_l("Say in a sentence what belongs here.")),
            Length(max=LONGEST["purpose"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["purpose"]},
    )
    kind = RadioField(
        _l("Who reads it"),
        [InputRequired(_l("Choose who reads it."))],
        default=Kind.THEME.value,
    )
    language = SelectField(_l("Language of these texts"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(self, *args: Any, to_the_world: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in READERS if to_the_world or kind != Kind.PUBLIC]
        self.kind.choices = [(kind.value, READERS[kind]) for kind in kinds]
