from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import Regexp, ValidationError

from lms.forms import Form, in_a_sentence, text
from lms.stretches.models import LONGEST_REASON, LONGEST_REFLECTION
from lms.stretches.reflections import WORDS


class ReflectionForm(Form):
    version = HiddenField(default="0", validators=[Regexp("^[0-9]{1,9}$")])
    what = text(_l("What happened that matters?"), LONGEST_REFLECTION, optional=0, rows=4)
    so_what = text(
        _l("So what? Why does it matter for the firms?"), LONGEST_REFLECTION, optional=0, rows=4
    )
    now_what = text(_l("Now what will you do?"), LONGEST_REFLECTION, optional=0, rows=4)
    question = text(_l("A question to your supervisor"), LONGEST_REFLECTION, rows=2)

    @property
    def words(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in WORDS}

    @property
    def seen(self) -> int:
        return int(self.version.data or 0)

    def validate_what(self, field: Field) -> None:
        in_a_sentence(field)

    def validate_so_what(self, field: Field) -> None:
        in_a_sentence(field)

    def validate_now_what(self, field: Field) -> None:
        in_a_sentence(field)


class ReasonForm(Form):
    """Why a week had no work, or why it must be opened again; `needed` is false for neither.

    A week that `has_entries` which were handed in was no week without work.
    """

    reason = text(_l("Reason"), LONGEST_REASON, rows=2)

    def __init__(
        self, *args: Any, needed: bool = True, has_entries: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needed, self.has_entries = needed, has_entries

    def validate_reason(self, field: Field) -> None:
        if self.needed and self.has_entries:
            raise ValidationError(_("There are entries here. Write the reflection and hand it in."))
        if self.needed:
            in_a_sentence(field)
