from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from lms.editions.models import Role
from lms.editions.vocabulary import ROLES
from lms.forms import Form, email_of_another, trimmed

FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST_NAME = 120


class EnrolForm(Form):
    """A person by their address, known to the platform or not, and what they will be."""

    email = email_of_another()
    name = StringField(
        _l("Name"), [Length(max=LONGEST_NAME)], filters=[trimmed], render_kw={"optional": True}
    )
    role = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose what the person will be."))],
        choices=[(role.value, name) for role, name in reversed(ROLES.items())],
        default=Role.TRAINEE.value,
    )
