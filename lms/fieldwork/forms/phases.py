"""Pauses, gates and reflections."""

from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, RadioField
from wtforms.validators import DataRequired, InputRequired, Regexp, ValidationError

from lms.fieldwork.forms.texts import text
from lms.fieldwork.models import LONGEST, Placement
from lms.fieldwork.vocabulary import ENTRUSTMENT
from lms.forms import Form
from lms.i18n import show_date

LONGEST_PAUSE: Final = timedelta(days=183)
SHORTEST_REASON: Final = 20  # characters; shorter says nothing a coordinator could decide on


class PauseForm(Form):
    first_on = DateField(_l("First day of the pause"), [InputRequired(_l("Choose the first day."))])
    last_on = DateField(
        _l("Last day of the pause"),
        [InputRequired(_l("Choose the last day, as you see it today."))],
    )
    reason = text(_l("Why"), LONGEST["reason"], optional=0)

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
        _in_a_sentence(field)


class PauseAnswerForm(Form):
    """`refuses` asks for a reason; a pause that is granted may go without a word."""

    remark = text(_l("Word to the trainee"), LONGEST["reason"])

    def __init__(self, *args: Any, refuses: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refuses = refuses

    def validate_remark(self, field: Field) -> None:
        if self.refuses:
            _in_a_sentence(field)


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


class GateDecisionForm(Form):
    """`seen` is the moment of the evidence that the supervisor has read."""

    seen = HiddenField(validators=[DataRequired()])
    entrustment = RadioField(
        _l("Next time, this trainee could do this"),
        [InputRequired(_l("Choose one step of the ladder."))],
        choices=[(str(step), said) for step, said in ENTRUSTMENT.items()],
    )
    reason = text(_l("Your reasons"), LONGEST["comment"], optional=0, rows=4)

    def validate_reason(self, field: Field) -> None:
        _in_a_sentence(field)


class ReflectionForm(Form):
    version = HiddenField(default="0", validators=[Regexp("^[0-9]{1,9}$")])
    what = text(_l("What happened that matters?"), LONGEST["reflection"], optional=0, rows=4)
    so_what = text(
        _l("So what? Why does it matter for the firms?"), LONGEST["reflection"], optional=0, rows=4
    )
    now_what = text(_l("Now what will you do?"), LONGEST["reflection"], optional=0, rows=4)
    question = text(_l("A question to your supervisor"), LONGEST["reflection"], rows=2)

    def validate_what(self, field: Field) -> None:
        _in_a_sentence(field)

    def validate_so_what(self, field: Field) -> None:
        _in_a_sentence(field)

    def validate_now_what(self, field: Field) -> None:
        _in_a_sentence(field)


def _in_a_sentence(field: Field) -> None:
    if len(field.data or "") < SHORTEST_REASON:
        raise ValidationError(_("Say it in a sentence."))
