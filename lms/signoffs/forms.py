from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField
from wtforms.validators import DataRequired

from lms.accounts.models import User
from lms.forms import Form, in_a_sentence, text
from lms.placements.steps import LONGEST_SAID


class SealedForm(Form):
    """`seen` is the head of the record that the reader has before them."""

    seen = HiddenField(validators=[DataRequired()])


class ReasonForm(Form):
    """Why it goes back, passes or is corrected, in a sentence."""

    said = text(_l("In your words"), LONGEST_SAID, optional=0, rows=4)

    def validate_said(self, field: Field) -> None:
        in_a_sentence(field)


class NameForm(Form):
    """One of those who may be named, or nobody in particular."""

    person = SelectField(_l("Who does it"), default="")

    def __init__(self, people: Mapping[int, User], *, now: int | None = None, **more: Any) -> None:
        super().__init__(**more)
        named = sorted((row.name, str(number)) for number, row in people.items())
        choices = [("", _("Nobody in particular")), *((number, name) for name, number in named)]
        self.person.choices = choices
        if not self.is_submitted():
            self.person.data = str(now or "")

    @property
    def chosen(self) -> int:
        return int(self.person.data or 0)
