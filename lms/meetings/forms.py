from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms import clock
from lms.accounts.models import User
from lms.class_sessions.times import city
from lms.decisions.forms.parts import AHEAD, moment_of
from lms.forms import Form
from lms.forum.forms import TOO_LONG
from lms.initiatives.forms import KeyedForm
from lms.meetings.actions import Plan
from lms.meetings.models import LONGEST, MOST_MINUTES, Meeting
from lms.meetings.proposals import MOST_DAYS, Wanted

QUARTER, FEWEST = 15, 2  # minutes, people
TOO_MANY_TO_CHOOSE = 30
"""In a larger group nobody is chosen from the start."""


def one_line(value: str | None) -> str:
    """Without signs that no calendar can show, and that some refuse a whole file for."""
    return "".join(sign for sign in value or "" if sign.isprintable()).strip()


def _line(label: str, name: str, *missing: DataRequired) -> StringField:
    render = {"autocomplete": "off", "maxlength": LONGEST[name]}
    return StringField(
        label,
        [*missing, Length(max=LONGEST[name], message=TOO_LONG)],
        filters=[one_line],
        render_kw=render if missing else {**render, "optional": True},
    )


def _minutes() -> IntegerField:
    said = _l("Write a number of minutes from %(min)s to %(max)s.", min=QUARTER, max=MOST_MINUTES)
    return IntegerField(
        _l("Length in minutes"),
        [InputRequired(said), NumberRange(QUARTER, MOST_MINUTES, said)],
        default=60,
        render_kw={
            "min": QUARTER,
            "max": MOST_MINUTES,
            "step": QUARTER,
            "inputmode": "numeric",
        },
    )


class PeopleForm(Form):
    """`who` are numbers of people of the group."""

    who = SelectMultipleField(_l("Who is to come"), coerce=int)
    minutes = _minutes()

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.who.choices = [(row.id, f"{row.name} · {city(row.time_zone)}") for row in people]

    def validate_who(self, field: Field) -> None:
        if len(set(field.data)) < FEWEST:
            raise ValidationError(_("Choose two people at least."))

    def validate_minutes(self, field: Field) -> None:
        if field.data and field.data % QUARTER:
            raise ValidationError(_("Write whole quarters of an hour, such as 45 or 60."))

    @property
    def chosen(self) -> list[User]:
        return [row for row in self.people if row.id in set(self.who.data or ())]


class FindForm(PeopleForm):
    """Which days, how long, and who: it stands in the address."""

    first = DateField(_l("First day"), [InputRequired(_l("Choose the day."))])
    last = DateField(_l("Last day"), [InputRequired(_l("Choose the day."))])

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        self.zone = zone

    def validate_first(self, field: Field) -> None:
        today = clock.now().astimezone(self.zone).date()
        if field.data and not today <= field.data <= today + AHEAD:
            raise ValidationError(_("Choose a day from today on, within a year."))

    def validate_last(self, field: Field) -> None:
        first = self.first.data
        if not (field.data and isinstance(first, date)):
            return
        if field.data < first:
            raise ValidationError(_("The last day comes before the first one."))
        if (field.data - first).days >= MOST_DAYS:
            raise ValidationError(_("Choose %(most)s days at most.", most=MOST_DAYS))

    def wanted(self) -> Wanted:
        first, last, minutes = self.first.data, self.last.data, self.minutes.data
        assert first is not None and last is not None and minutes is not None  # noqa: S101, PT018  # the form asked for them
        return Wanted(first, last, minutes, self.zone)


class MeetingForm(PeopleForm, KeyedForm):
    """An hour on the clock of `zone`. `version` is what was read; `poll` is where it was found."""

    title = _line(
        _l("What the meeting is about"), "title", DataRequired(_l("Say in a few words what for."))
    )
    day = DateField(_l("Day"), [InputRequired(_l("Choose the day."))])
    hour = TimeField(_l("Starts at"), [InputRequired(_l("Write the hour, such as 09:00."))])
    zone = SelectField(_l("On the clock of"))
    place = _line(_l("Room, or address of the call"), "place")
    version = HiddenField(default="1")
    poll = HiddenField()

    def __init__(self, *args: Any, zones: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment: datetime | None = None
        self.zone.choices = [(zone, city(zone)) for zone in dict.fromkeys(zones)]

    def validate_hour(self, field: Field) -> None:
        known = {value for value, *_rest in self.zone.iter_choices()}
        if field.data and isinstance(self.day.data, date) and self.zone.data in known:
            self.moment = moment_of(self.day.data, field.data, ZoneInfo(self.zone.data))

    @property
    def seen(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0  # noqa: PLR2004

    @property
    def ends_at(self) -> datetime | None:
        """None as long as the hours are not right."""
        minutes = self.minutes.data
        return self.moment + timedelta(minutes=minutes) if self.moment and minutes else None

    def plan(self) -> Plan:
        starts_at, ends_at = self.moment, self.ends_at
        assert starts_at is not None and ends_at is not None  # noqa: S101, PT018  # the form asked for both
        title, place = self.title.data or "", self.place.data or ""
        return Plan(title, starts_at, ends_at, self.zone.data, place, self.chosen)

    @staticmethod
    def said(meeting: Meeting, people: Iterable[int]) -> dict[str, Any]:
        """What stands in the form of one that is fixed."""
        return at_hour(meeting.starts_at, meeting.time_zone) | {
            "title": meeting.title,
            "minutes": meeting.minutes,
            "place": meeting.place,
            "who": list(people),
            "version": str(meeting.version),
            "key": str(meeting.key),
        }


def at_hour(moment: datetime, zone: str) -> dict[str, Any]:
    here = moment.astimezone(ZoneInfo(zone))
    return {"day": here.date(), "hour": here.time(), "zone": zone}


class CancellationForm(Form):
    why = _line(_l("Why?"), "cancelled_why", DataRequired(_l("Say why, so that others can plan.")))
