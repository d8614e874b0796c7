from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field
from wtforms.validators import InputRequired, ValidationError

from lms.forms import Form, in_a_sentence, text
from lms.i18n import show_date
from lms.pauses.models import LONGEST_REASON
from lms.placements.models import Placement

LONGEST_PAUSE: Final = timedelta(days=183)


class PauseForm(Form):
    first_on = DateField(_l("First day of the pause"), [InputRequired(_l("Choose the first day."))])
    last_on = DateField(
        _l("Last day of the pause"),
        [InputRequired(_l("Choose the last day, as you see it today."))],
    )
    reason = text(_l("Why"), LONGEST_REASON, optional=0)

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placement = placement

    def validate_first_on(self, field: Field) -> None:
        first, last = self.placement.starts_on, self.placement.ends_on
        if field.data and not first <= field.data <= last:
            raise ValidationError(
                _(
                    "Your fieldwork runs from %(first)s to %(last)s. Choose a day in it.",
                    first=show_date(first),
                    last=show_date(last),
                )
            )

    def validate_last_on(self, field: Field) -> None:
        first, last = self.first_on.data, field.data
        if first and last and last < first:
            raise ValidationError(_("The last day comes before the first. Change one of them."))
        if first and last and last - first > LONGEST_PAUSE:
            raise ValidationError(
                _("A pause lasts six months at most. Ask for the rest when you know more.")
            )

    def validate_reason(self, field: Field) -> None:
        in_a_sentence(field)


class PauseAnswerForm(Form):
    """`refuses` asks for a reason; a pause that is granted may go without a word."""

    remark = text(_l("Word to the trainee"), LONGEST_REASON)

    def __init__(self, *args: Any, refuses: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refuses = refuses

    def validate_remark(self, field: Field) -> None:
        if self.refuses:
            in_a_sentence(field)


class ComeBackForm(Form):
    back_on = DateField(_l("First day back at work"), [InputRequired(_l("Choose the first day."))])

    def __init__(self, *args: Any, pause: tuple[date, date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pause = pause

    def validate_back_on(self, field: Field) -> None:
        first, last = self.pause
        if field.data and not first < field.data <= last:
            raise ValidationError(
                _(
                    "Choose a day from %(first)s to %(last)s.",
                    first=show_date(first + timedelta(days=1)),
                    last=show_date(last),
                )
            )
