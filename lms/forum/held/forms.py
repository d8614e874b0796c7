from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from lms.forms import Form, trimmed
from lms.forum.forms import TOO_LONG, RevisionForm, title_field
from lms.forum.models import LONGEST


class HeldTopicForm(RevisionForm):
    title = title_field()


class LookForm(Form):
    """The button says which way it goes; `seen` is what whoever decides has read."""

    seen = HiddenField()
    reason = StringField(
        _l("Reason"),
        [Length(max=LONGEST["reason"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["reason"]},
    )
