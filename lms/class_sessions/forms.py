import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.class_sessions.actions import Details, Pattern
from lms.class_sessions.models import LONGEST, ClassSession, Kind
from lms.class_sessions.times import NoSuchHourError, instant
from lms.class_sessions.vocabulary import KINDS
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition
from lms.forms import Form, trimmed
from lms.i18n import show_date

SHORTEST, LONGEST_SESSION = 15, 720  # minutes
AROUND = timedelta(days=183)
"""How far from its edition a session may lie: a defence half a year later, a meeting before."""
TOO_LONG = _l("Shorten this to %(max)d characters.")


def line(label: str, name: str, **render: Any) -> StringField:
    limit = Length(max=LONGEST[name], message=TOO_LONG)
    attributes = {"autocomplete": "off", "optional": True, **render}
    return StringField(label, [limit], filters=[trimmed], render_kw=attributes)


def web_address(_form: Form, field: Field) -> None:
    """Only what a browser opens as a page."""
    if not field.data:
        return
    try:
        parts = urlsplit(field.data)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"https", "http"} or not parts.hostname or " " in field.data:
        raise ValidationError(_("Copy the whole address of the meeting; it begins with “https”."))


class _WhereForm(Form):
    """What a whole timetable and one session both say."""

    room = line(_l("Room or address"), "room")
    link = line(_l("Link for an online class"), "link", inputmode="url")
    has_check_in = BooleanField(_l("Trainees check in themselves, with a code shown in the room"))

    def validate_link(self, field: Field) -> None:
        web_address(self, field)


class TimetableForm(_WhereForm):
    """All class days of a course at once: the hour is asked once, the length is the course's."""

    starts = TimeField(
        _l("Every class day starts at"), [InputRequired(_l("Write the hour, such as 09:00."))]
    )
    kind = RadioField(
        _l("How the class meets"),
        choices=[(kind.value, KINDS[kind]) for kind in (Kind.CLASS, Kind.ONLINE)],
        default=Kind.CLASS.value,
    )

    def __init__(self, *args: Any, days: Sequence[ClassDay], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days, self.zone = days, zone

    def validate_starts(self, field: Field) -> None:
        for day in self.days if field.data else []:
            _instant(day.date, field.data, self.zone)

    def pattern(self) -> Pattern:
        return Pattern(
            starts=self.starts.data or time(),
            kind=Kind(self.kind.data),
            room=self.room.data or "",
            link=self.link.data or "",
            has_check_in=bool(self.has_check_in.data),
        )


class SessionForm(_WhereForm):
    """One session, on the clock of its room."""

    version = HiddenField()
    day = SelectField(_l("Class day"))
    title = line(_l("Title"), "title")
    kind = RadioField(
        _l("Kind"),
        [InputRequired(_l("Choose what kind of session it is."))],
        choices=[(kind.value, name) for kind, name in KINDS.items()],
    )
    date = DateField(_l("Day"), [InputRequired(_l("Choose the day."))])
    starts = TimeField(_l("Starts at"), [InputRequired(_l("Write the hour, such as 09:00."))])
    minutes = IntegerField(
        _l("Length in minutes"),
        [
            InputRequired(_l("Write how many minutes it lasts.")),
            NumberRange(
                SHORTEST, LONGEST_SESSION, _l("A session lasts between 15 minutes and 12 hours.")
            ),
        ],
        render_kw={"min": SHORTEST, "max": LONGEST_SESSION, "inputmode": "numeric"},
    )

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        days: Sequence[ClassDay],
        zone: ZoneInfo,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.zone = edition, zone
        self.starts_at: datetime | None = None
        self.day.choices = [
            ("", _("No class day of the course")),
            *((row.day.ref, _numbered(row)) for row in days),
        ]

    def validate_title(self, field: Field) -> None:
        if not field.data and not self.day.data:
            raise ValidationError(_("Write a title, or choose the class day it holds."))

    def validate_date(self, field: Field) -> None:
        first, last = self.edition.starts_on - AROUND, self.edition.ends_on + AROUND
        if field.data and not first <= field.data <= last:
            raise ValidationError(
                _(
                    "The edition runs from %(first)s to %(last)s. Check the day.",
                    first=show_date(self.edition.starts_on),
                    last=show_date(self.edition.ends_on),
                )
            )

    def validate_starts(self, field: Field) -> None:
        if field.data and isinstance(self.date.data, date):
            self.starts_at = _instant(self.date.data, field.data, self.zone)

    @property
    def seen(self) -> int:
        """The version that the page showed when it was opened."""
        found = re.fullmatch("[0-9]{1,9}", self.version.data or "")
        return int(found[0]) if found else 0

    def details(self) -> Details:
        starts_at, minutes = self.starts_at, self.minutes.data
        assert starts_at is not None and minutes is not None  # noqa: S101, PT018  # the form asked for both
        return Details(
            starts_at,
            starts_at + timedelta(minutes=minutes),
            day=self.day.data or None,
            title=self.title.data or "",
            kind=self.kind.data,
            room=self.room.data or "",
            link=self.link.data or "",
            has_check_in=bool(self.has_check_in.data),
        )

    def fill_from(self, session: ClassSession) -> None:
        """Show what stands now, for a change that starts from it."""
        for name in ("version", "title", "kind", "minutes", "room", "link", "has_check_in"):
            self[name].data = getattr(session, name)
        here = session.starts_at.astimezone(self.zone)
        self.day.data = session.day or ""
        self.date.data, self.starts.data = here.date(), here.time()


def _numbered(row: ClassDay) -> str:
    return _("Day %(number)s: %(title)s", number=row.number, title=row.day.title)


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    try:
        return instant(day, wall, zone)
    except NoSuchHourError as error:
        raise ValidationError(
            _(
                "On %(day)s the clocks go forward over this hour. Choose another one.",
                day=show_date(day),
            )
        ) from error


class CancellationForm(Form):
    why = TextAreaField(
        _l("Why does it not take place?"),
        [
            DataRequired(_l("Say why in a sentence, so that nobody comes in vain.")),
            Length(max=LONGEST["cancelled_why"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"rows": 3, "maxlength": LONGEST["cancelled_why"]},
    )


class CheckInForm(Form):
    code = StringField(
        _l("Code from the screen in the room"),
        [DataRequired(_l("Type the code that you see on the screen.")), Length(max=20)],
        filters=[trimmed],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": 20,
            "class": "code-input",
        },
    )
