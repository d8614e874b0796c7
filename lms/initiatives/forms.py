from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.forms import Form, text, trimmed
from lms.i18n import LANGUAGE_NAMES
from lms.initiatives.models import LONGEST, LONGEST_WORDS
from lms.initiatives.vocabulary import ROLES, VALUES

TOO_LONG = _l("Shorten this to %(max)d characters.")


class KeyedForm(Form):
    """`key` tells a form sent twice from a second one."""

    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = self.key.data or str(uuid4())

    @property
    def number(self) -> UUID:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            abort(400)


class VersionedForm(KeyedForm):
    """Carries the version that is being changed; a made-up one is none."""

    version = HiddenField(default="1")

    @property
    def seen(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0  # noqa: PLR2004


def _said(form: Form, field: Field) -> None:
    del form
    if not field.data:
        raise ValidationError(_("Write something first."))


class InitiativeForm(KeyedForm):
    title = StringField(
        _l("Title"),
        [
            DataRequired(_l("Say in a few words what you would do together.")),
            Length(max=LONGEST["title"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )
    aim = text(_l("What would be different afterwards?"), LONGEST["aim"], rows=5)
    language = SelectField(_l("Language of these texts"), choices=list(LANGUAGE_NAMES.items()))

    def validate_aim(self, field: Field) -> None:
        _said(self, field)


class PartnerForm(Form):
    project_id = SelectField(_l("Cluster or network"), [InputRequired(_l("Choose one."))])
    role = RadioField(
        _l("What it does in it"),
        [InputRequired(_l("Choose one."))],
        choices=[(role.value, name) for role, name in ROLES.items()],
        default="partner",
    )


class CommitmentForm(KeyedForm):
    """`who` is a partner and a person of it: `3:17`."""

    who = SelectField(_l("Who"), [InputRequired(_l("Choose who does it."))])
    what = text(_l("What"), LONGEST_WORDS["what"])
    due_on = DateField(_l("By which day"), [InputRequired(_l("Choose the day."))])

    def validate_what(self, field: Field) -> None:
        _said(self, field)

    @property
    def day(self) -> date:
        chosen = self.due_on.data
        assert chosen is not None  # noqa: S101  # the form asked for it
        return chosen


class ClosingForm(Form):
    evidence = text(_l("What shows it, or why not"), LONGEST_WORDS["evidence"], optional=True)


class StopForm(Form):
    reason = text(_l("Why is it stopped?"), LONGEST["stop_reason"])

    def validate_reason(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Say why: others learn from it."))


class CheckInForm(KeyedForm):
    value = RadioField(
        _l("What came of it?"),
        [InputRequired(_l("Choose what fits best."))],
        choices=[(value.value, name) for value, name in VALUES.items()],
    )
    text = text(_l("Tell it in a few sentences"), LONGEST_WORDS["text"], rows=4)

    def validate_text(self, field: Field) -> None:
        _said(self, field)
