"""More time as a form, and the dates of an edition as one: a date for each piece of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.editions.forms import FIRST_YEAR, LAST_YEAR
from lms.editions.models import Enrolment
from lms.extensions.dates import Work
from lms.extensions.models import LONGEST_REASON
from lms.extensions.works import KINDS, Task
from lms.forms import Form, trimmed
from lms.i18n import show_date


class ExtensionForm(Form):
    """Who gets more time for what; choices are set by `offer`."""

    task = SelectField(_l("For what"), [InputRequired(_l("Choose the work."))])
    people = SelectMultipleField(
        _l("For whom"), [InputRequired(_l("Choose one person or several."))], coerce=int
    )
    until_on = DateField(_l("Last day"), [InputRequired(_l("Choose the day."))])
    reason = TextAreaField(
        _l("Reason"),
        [
            DataRequired(_l("Write why. Those who get more time read it, too.")),
            Length(max=LONGEST_REASON, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_REASON, "rows": 2},
    )

    def offer(
        self, tasks: Sequence[Task], trainees: Sequence[Enrolment], dates: Mapping[Work, date]
    ) -> None:
        """What and who can be chosen, and until when all others have."""
        self._usual = {row.name: on for row in tasks if (on := dates.get(row.work))}
        labels = [(row.name, self._label(row)) for row in tasks]
        self.task.choices = [("", _("Choose one")), *labels]
        self.people.choices = [(row.id, row.user.name or row.user.email) for row in trainees]

    def _label(self, task: Task) -> str:
        label, usual = KINDS[task.kind], self._usual.get(task.name)
        if usual is None:
            return _("%(label)s: %(title)s", label=label, title=task.title)
        return _(
            "%(label)s: %(title)s (due %(date)s)",
            label=label,
            title=task.title,
            date=show_date(usual),
        )

    def validate_until_on(self, field: Field) -> None:
        if not isinstance(field.data, date):
            return
        if not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))
        usual = self._usual.get(self.task.data)
        if usual and field.data <= usual:
            said = _("Everybody has until %(date)s. Choose a later day.", date=show_date(usual))
            raise ValidationError(said)


@dataclass(frozen=True)
class Row:
    """A piece of work with what its control shows."""

    task: Task
    value: str
    error: str = ""

    @property
    def on(self) -> date | None:
        return date.fromisoformat(self.value) if self.value else None


def rows_of(tasks: Sequence[Task], dates: Mapping[Work, date]) -> list[Row]:
    """As they stand."""
    found = [(task, dates.get(task.work)) for task in tasks]
    return [Row(task, on.isoformat() if on else "") for task, on in found]


def rows_sent(tasks: Sequence[Task], sent: Mapping[str, str]) -> list[Row]:
    """As they came back; what was not sent is empty."""
    return [_row_sent(task, sent.get(task.name, "").strip()[:40]) for task in tasks]


def _row_sent(task: Task, value: str) -> Row:
    if not value:
        return Row(task, "")
    try:
        on = date.fromisoformat(value)
    except ValueError:
        return Row(task, value, _("Write the date as year-month-day, such as 2026-03-31."))
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        return Row(task, value, _("Check the year: it is far from today."))
    return Row(task, on.isoformat())
