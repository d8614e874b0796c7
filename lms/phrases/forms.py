from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from lms.content.framework import Framework
from lms.content.phrases import LONGEST
from lms.forms import Form, text


class PhraseForm(Form):
    """`step` narrows nothing: it says beside which entries the phrase stands first."""

    text = text(_l("Phrase"), LONGEST, optional=0, rows=3)
    step = SelectField(_l("Step of the process"))

    def __init__(self, *args: Any, framework: Framework, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(row.id, row.title.get(language)) for row in framework.steps]
        self.step.choices = [("", _("Any step")), *steps]

    def validate_text(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write the phrase."))
