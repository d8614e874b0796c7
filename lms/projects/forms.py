from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.forms import Form, trimmed
from lms.i18n import countries
from lms.projects.branches import BRANCHES
from lms.rough_places import roughly

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
    rough_place = StringField(
        _l("Rough place on the map"),
        [Length(max=60)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "optional": True},
    )
    sector = StringField(
        _l("Sector"),
        [DataRequired(_l("Write what the firms make or sell.")), Length(max=120)],
        filters=[trimmed],
    )
    branch = SelectField(
        _l("Branch"), choices=[("", _l("None of these")), *BRANCHES.items()], default=""
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

    def validate_rough_place(self, field: Field) -> None:
        if field.data:
            field.data = roughly(field.data)
