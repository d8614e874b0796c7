import secrets
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.follow_up.standings import Supervisor
from lms.follow_up.vocabulary import GROUP_NAMES
from lms.forms import Form, trimmed
from lms.messages.models import LONGEST

BEHIND = "behind"
TOO_LONG = _l("Shorten this to %(max)d characters.")


class MessageForm(Form):
    """`key` and `shown` travel with the form: what is sent once, and to whom it was shown to go."""

    group = SelectField(_l("To which trainees"))
    supervisor = SelectField(_l("Of which supervisor"))
    subject = StringField(
        _l("Subject"),
        [
            DataRequired(_l("Write in a few words what it is about.")),
            Length(max=LONGEST["subject"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["subject"]},
    )
    body = TextAreaField(
        _l("Message"),
        [
            DataRequired(_l("Write what you want to say.")),
            Length(max=LONGEST["body"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"rows": 8, "maxlength": LONGEST["body"]},
    )
    key = HiddenField(validators=[Length(max=40)])
    shown = HiddenField()

    def __init__(self, *args: Any, supervisors: Iterable[Supervisor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = [
            ("", _("All trainees")),
            (BEHIND, _("Behind in class, in hours, or silent")),
            *GROUP_NAMES.items(),
        ]
        self.supervisor.choices = [
            ("", _("Of any supervisor")),
            *((str(who.id), who.name) for who in supervisors),
        ]
        self.key.data = self.key.data or secrets.token_urlsafe(16)

    @property
    def supervisor_id(self) -> int | None:
        return int(self.supervisor.data) if self.supervisor.data else None
