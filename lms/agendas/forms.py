from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from lms.accounts.models import User
from lms.agendas.actions import Entry
from lms.agendas.models import LONGEST
from lms.class_sessions.times import NoSuchHourError, instant
from lms.forms import Form, text, trimmed
from lms.i18n import show_date
from lms.programmes.models import LONGEST_IN_AGENDA, Programme, Slot
from lms.programmes.vocabulary import COMPONENTS

SHORTEST, LONGEST_SLOT, MOST_SEATS = 10, 720, 200  # minutes, minutes, people
TOO_LONG = _l("Shorten this to %(max)d characters.")


def _line(label: str, name: str, *missing: DataRequired) -> StringField:
    render = {} if missing else {"optional": True}
    return StringField(
        label,
        [*missing, Length(max=LONGEST_IN_AGENDA[name], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_IN_AGENDA[name], **render},
    )


class SlotForm(Form):
    """Hours are those on the wall of the place, and the page says so."""

    title = _line(_l("Title"), "title", DataRequired(_l("Say in a few words what happens.")))
    component = SelectField(
        _l("Component"), choices=[(part.value, name) for part, name in COMPONENTS.items()]
    )
    date = DateField(_l("Day"), [InputRequired(_l("Choose the day."))])
    starts = TimeField(_l("Starts at"), [InputRequired(_l("Write the hour, such as 09:00."))])
    minutes = IntegerField(
        _l("Length in minutes"),
        [
            InputRequired(_l("Write how many minutes it lasts.")),
            NumberRange(
                SHORTEST, LONGEST_SLOT, _l("It lasts between %(min)s and %(max)s minutes.")
            ),
        ],
        default=90,
        render_kw={"min": SHORTEST, "max": LONGEST_SLOT, "inputmode": "numeric"},
    )
    venue = _line(_l("Room or address"), "venue")
    track = _line(_l("Group, where several things happen at once"), "track")
    lead_id = SelectField(_l("Who leads it"), coerce=int)
    capacity = IntegerField(
        _l("Seats, if they are few"),
        [Optional(), NumberRange(1, MOST_SEATS, _l("Write a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": MOST_SEATS, "inputmode": "numeric", "optional": True},
    )

    def __init__(
        self, *args: Any, programme: Programme, people: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.starts_at: datetime | None = None
        self.lead_id.choices = [(0, _("Nobody yet")), *((row.id, row.name) for row in people)]

    def validate_date(self, field: Field) -> None:
        first, last = self.programme.starts_on, self.programme.ends_on
        if field.data and not first <= field.data <= last:
            raise ValidationError(
                _(
                    "The programme runs from %(first)s to %(last)s. Check the day.",
                    first=show_date(first),
                    last=show_date(last),
                )
            )

    def validate_starts(self, field: Field) -> None:
        if not (field.data and isinstance(self.date.data, date)):
            return
        try:
            self.starts_at = instant(self.date.data, field.data, self.programme.zone)
        except NoSuchHourError as error:
            raise ValidationError(
                _(
                    "On %(day)s the clocks go forward over this hour. Choose another one.",
                    day=show_date(self.date.data),
                )
            ) from error

    def entry(self) -> Entry:
        starts_at, minutes = self.starts_at, self.minutes.data
        assert starts_at is not None and minutes is not None  # noqa: S101, PT018  # the form asked for both
        return Entry(
            component=self.component.data,
            title=self.title.data or "",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            venue=self.venue.data or "",
            track=self.track.data or "",
            capacity=self.capacity.data,
            lead_id=self.lead_id.data or None,
        )

    @staticmethod
    def said(slot: Slot, programme: Programme) -> dict[str, Any]:
        """What stands in the form of one that exists."""
        here = slot.starts_at.astimezone(programme.zone)
        same = ("title", "component", "venue", "track", "capacity")
        return {name: getattr(slot, name) for name in same} | {
            "date": here.date(),
            "starts": here.time(),
            "minutes": int((slot.ends_at - slot.starts_at).total_seconds()) // 60,
            "lead_id": slot.lead_id or 0,
        }


class ReleaseForm(Form):
    note = text(_l("A word about it"), LONGEST["note"], optional=True)
