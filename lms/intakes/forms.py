import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.forms import time_zones
from lms.accounts.models import User
from lms.content import library
from lms.editions.class_days import Workdays, class_days
from lms.editions.forms import FIRST_YEAR, LAST_YEAR
from lms.forms import Form, trimmed
from lms.i18n import LANGUAGE_NAMES, countries, language, show_date
from lms.intakes.actions import Intake
from lms.intakes.dates import Span

LONGEST = 120
EARLIEST, LATEST = time(5), time(21)
MOST_DAYS_OFF = 40
LONGEST_OFF = timedelta(days=92)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def the_name() -> StringField:
    return StringField(
        _l("Name of the edition"),
        [
            DataRequired(_l("Write a name, such as “Cluster brokers, Masaya 2027”.")),
            Length(max=LONGEST, message=_l("Shorten the name to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )


class DaysOffField(TextAreaField):
    """One day or two in each line, the first and the last; `spans` are what was read."""

    spans: Sequence[Span] = ()

    def pre_validate(self, form: Any) -> None:
        del form
        lines = [line.strip() for line in (self.data or "").splitlines() if line.strip()]
        if len(lines) > MOST_DAYS_OFF:
            raise ValidationError(_("Write %(most)s lines at most.", most=MOST_DAYS_OFF))
        self.spans = sorted(map(_span, lines))


def _span(line: str) -> Span:
    found = [(int(m[3]), int(m[2]), int(m[1]), m.start()) for m in _DAY_FIRST.finditer(line)]
    found += [(int(m[1]), int(m[2]), int(m[3]), m.start()) for m in _YEAR_FIRST.finditer(line)]
    try:
        days = [date(*parts[:3]) for parts in sorted(found, key=lambda parts: parts[3])]
    except ValueError:
        days = []
    if len(days) not in {1, 2} or not timedelta() <= days[-1] - days[0] <= LONGEST_OFF:
        raise ValidationError(
            _(
                "“%(line)s” is no day. Write 24/12/2026, or 24/12/2026 – 2/1/2027.",
                line=line[:LONGEST],
            )
        )
    return days[0], days[-1]


def days_off() -> DaysOffField:
    return DaysOffField(
        _l("Days without class"), [Length(max=2000)], filters=[trimmed], render_kw={"rows": 3}
    )


def first_day() -> DateField:
    return DateField(_l("First class day"), [InputRequired(_l("Choose the first class day."))])


class _FirstDayForm(Form):
    """What stands in it is in the order of its page, as is the list of its faults."""

    starts_on: DateField
    off: DaysOffField

    def validate_starts_on(self, field: Field) -> None:
        if not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))

    @property
    def spans(self) -> Sequence[Span]:
        return self.off.spans


class EditionForm(_FirstDayForm):
    course_id = SelectField(_l("Course"), [DataRequired(_l("Choose the course."))])
    name = the_name()
    country = SelectField(_l("Country"), [DataRequired(_l("Choose the country."))])
    language = SelectField(_l("Language of the class"), choices=list(LANGUAGE_NAMES.items()))
    time_zone = SelectField(_l("Time zone of the class"))
    starts_on = first_day()
    starts = TimeField(
        _l("Every class day starts at"),
        [InputRequired(_l("Write the hour, such as 09:00."))],
        default=time(9),
    )
    room = StringField(
        _l("Room or address"),
        [Length(max=LONGEST, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "optional": True},
    )
    off = days_off()
    ends_on = DateField(_l("Last day of fieldwork"), [Optional()])
    supervisors = SelectMultipleField(
        _l("Supervisors"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
        render_kw={"optional": True},
    )

    def __init__(self, *args: Any, known: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        courses = library().courses.values()
        self.known = {str(row.id): row for row in known}
        self.course_id.choices = [
            ("", _("Choose a course")),
            *((course.id, course.title.get(lang)) for course in courses),
        ]
        self.country.choices = [("", _("Choose a country")), *countries()]
        self.time_zone.choices = time_zones()
        self.supervisors.choices = [(key, row.name or row.email) for key, row in self.known.items()]

    def validate_starts(self, field: Field) -> None:
        if field.data and not EARLIEST <= field.data <= LATEST:
            raise ValidationError(_("Choose an hour between 5:00 and 21:00."))

    def validate_ends_on(self, field: Field) -> None:
        first, last = self.starts_on.data, field.data
        if last.year > LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))
        if not isinstance(first, date) or first.year > LAST_YEAR:
            return
        if last < first:
            raise ValidationError(_("The last day comes before the first. Change one of them."))
        course = library().courses.get(self.course_id.data)
        days = class_days(course, first, Workdays(self.spans)) if course else []
        if days and last < days[-1].date:
            raise ValidationError(
                _(
                    "The class days alone last until %(date)s. Choose a later day.",
                    date=show_date(days[-1].date),
                )
            )

    def intake(self) -> Intake:
        assert self.starts_on.data is not None and self.starts.data is not None  # noqa: S101, PT018  # the form asked for both
        return Intake(
            name=self.name.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            language=self.language.data,
            country=self.country.data,
            time_zone=self.time_zone.data,
            starts=self.starts.data,
            room=self.room.data or "",
            off=self.spans,
        )

    def chosen_supervisors(self) -> list[User]:
        """Those on the list; somebody may have left it since the page was opened."""
        return [self.known[key] for key in self.supervisors.data or [] if key in self.known]


class CopyForm(_FirstDayForm):
    name = the_name()
    starts_on = first_day()
    off = days_off()


class MoveForm(Form):
    """`number` is drawn for this move, so that a second click does not move twice."""

    from_on = DateField(_l("Everything from this day on"), [InputRequired(_l("Choose the day."))])
    to_on = DateField(_l("goes to this day"), [InputRequired(_l("Choose the day."))])
    number = HiddenField()

    def validate_to_on(self, field: Field) -> None:
        if not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))
        if isinstance(self.from_on.data, date) and field.data == self.from_on.data:
            raise ValidationError(_("That is the same day. Choose another one."))

    @property
    def turn(self) -> int:
        raw = self.number.data or ""
        return int(raw) if re.fullmatch("[0-9]{1,6}", raw) else 0
