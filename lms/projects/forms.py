from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.forms import Form, trimmed
from lms.i18n import countries

KINDS = {
    "cluster": _l("Cluster"),
    "horizontal": _l("Horizontal network"),
    "vertical": _l("Vertical network"),
}
STATUSES = {
    "under_design": _l("Under design"),
    "ongoing": _l("Ongoing"),
    "completed": _l("Completed"),
}


class ProjectForm(Form):
    name = StringField(
        _l("Name"), [DataRequired(_l("Write a name.")), Length(max=120)], filters=[trimmed]
    )
    kind = RadioField(
        _l("What is it?"), [InputRequired(_l("Choose one."))], choices=list(KINDS.items())
    )
    place = StringField(
        _l("Place"),
        [DataRequired(_l("Write the town or region.")), Length(max=120)],
        filters=[trimmed],
    )
    country = SelectField(_l("Country"), [DataRequired(_l("Choose the country."))])
    sector = StringField(
        _l("Sector"),
        [DataRequired(_l("Write what the firms make or sell.")), Length(max=120)],
        filters=[trimmed],
    )
    status = RadioField(_l("Where it stands"), choices=list(STATUSES.items()), default="ongoing")
    summary = TextAreaField(
        _l("In two or three sentences"),
        [Length(max=800, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"optional": True, "rows": 4},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = [("", _("Choose a country")), *countries()]
