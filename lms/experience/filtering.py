from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement
from wtforms import SelectField

from lms import clock
from lms.content.framework import Framework
from lms.experience.by_maturity import has_come
from lms.experience.forms import terms_of
from lms.experience.maturity import Maturity
from lms.experience.models import NoteText
from lms.experience.vocabulary import MATURITIES
from lms.forms import Form
from lms.i18n import LANGUAGE_NAMES, country_name


class FilterForm(Form):
    """Which notes to show. What it does not know, it does not ask for."""

    step = SelectField(_l("Step of the process"))
    factor = SelectField(_l("Crucial factor"))
    country = SelectField(_l("Country"))
    language = SelectField(_l("Language"))
    maturity = SelectField(_l("How far it has come"))

    def __init__(
        self, *args: Any, framework: Framework, told_of: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        named = sorted(((code, country_name(code)) for code in told_of), key=lambda pair: pair[1])
        self.step.choices = [("", _("Every step")), *terms_of(framework.steps)]
        self.factor.choices = [("", _("Every factor")), *terms_of(framework.factors)]
        self.country.choices = [("", _("Every country")), *named]
        self.language.choices = [("", _("Every language")), *LANGUAGE_NAMES.items()]
        self.maturity.choices = [
            ("", _("However far")),
            *((m.value, n) for m, n in MATURITIES.items()),
        ]

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """On texts. How far one has come is asked of what others said of it: one statement."""
        found = {name: value for name, value in self.asked.items() if name != "maturity"}
        texts = [getattr(NoteText, name) == value for name, value in found.items()]
        return [*texts, has_come(self.so_far, clock.now().date())] if self.so_far else texts

    @property
    def so_far(self) -> Maturity | None:
        asked = self.asked.get("maturity")
        return Maturity(asked) if asked else None

    @property
    def asked(self) -> dict[str, Any]:  # texts, that an address may take
        return {
            field.name: field.data
            for field in self
            if field.data and field.data in {value for value, *_rest in field.iter_choices()}
        }

    @property
    def names(self) -> list[str]:
        """What is asked for, as it stands on the screen."""
        return [
            str(name)
            for field in self
            for value, name, *_rest in field.iter_choices()
            if value == self.asked.get(field.name)
        ]
