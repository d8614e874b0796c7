from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from lms.accounts.forms import time_zones
from lms.forms import Form, email_of_another, text, trimmed
from lms.i18n import LANGUAGE_NAMES, countries, show_date
from lms.programmes.actions import Keeps, Plan
from lms.programmes.models import CERTIFICATE_PERCENT, LONGEST, LONGEST_WORDS, Programme, Role
from lms.programmes.vocabulary import ROLES

MOST_SEATS, MOST_DAYS = 200, 14
SEATS, SEATS_PER_COUNTRY = 24, 8
"""Weeks of this kind had 16 to 24 people, from three projects or more."""
TOO_LONG = _l("Shorten this to %(max)d characters.")


def _line(label: str, name: str, missing: str) -> StringField:
    return StringField(
        label,
        [DataRequired(missing), Length(max=LONGEST[name], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST[name]},
    )


def _seats(label: str, most: int, default: int) -> IntegerField:
    return IntegerField(
        label,
        [
            InputRequired(_l("Write a number.")),
            NumberRange(1, most, _l("Write a number from %(min)s to %(max)s.")),
        ],
        default=default,
        render_kw={"min": 1, "max": most, "inputmode": "numeric"},
    )


class ProgrammeForm(Form):
    """What a programme says of itself; its days come first, since the agenda hangs on them."""

    name = _line(_l("Name"), "name", _l("Write a name, such as “Joint learning week, Masaya”."))
    aim = text(_l("What participants take home"), LONGEST["aim"])
    place = _line(_l("Town or region"), "place", _l("Write where it takes place."))
    country = SelectField(_l("Country"), [DataRequired(_l("Choose the country."))])
    time_zone = SelectField(_l("Time zone of the place"))
    keeps = RadioField(
        _l("What stays as it is?"),
        [Optional()],
        choices=[
            (Keeps.WALL.value, _l("The hours on the wall: nine stays nine at the new place")),
            (
                Keeps.INSTANT.value,
                _l("The moment: clocks of the new place show another hour"),
            ),
        ],
    )
    language = SelectField(_l("Language of these texts"), choices=list(LANGUAGE_NAMES.items()))
    starts_on = DateField(_l("First day"), [InputRequired(_l("Choose the first day."))])
    ends_on = DateField(_l("Last day"), [InputRequired(_l("Choose the last day."))])
    apply_by = DateField(
        _l("Last day to apply"), [InputRequired(_l("Choose the last day to apply."))]
    )
    seats = _seats(_l("Seats for participants"), MOST_SEATS, SEATS)
    seats_per_country = _seats(_l("Of these for one country, at most"), MOST_SEATS, 8)

    certificate_percent = IntegerField(
        _l("Attendance for a certificate, in percent of the agenda"),
        [
            InputRequired(_l("Write a number.")),
            NumberRange(1, 100, _l("Write a number from %(min)s to %(max)s.")),
        ],
        default=CERTIFICATE_PERCENT,
        render_kw={"min": 1, "max": 100, "inputmode": "numeric"},
    )

    def __init__(self, *args: Any, zone_before: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone_before = zone_before
        self.country.choices = [("", _("Choose a country")), *countries()]
        self.time_zone.choices = time_zones()

    @property
    def moves_clock(self) -> bool:
        """The programme had another zone, and its agenda hangs on it."""
        return bool(self.zone_before) and self.time_zone.data != self.zone_before

    def validate_time_zone(self, field: Field) -> None:
        del field
        if self.moves_clock and not self.keeps.data:
            raise ValidationError(_("With another zone the agenda moves: choose below what stays."))

    def validate_ends_on(self, field: Field) -> None:
        first = self.starts_on.data
        if isinstance(first, date) and not 0 <= (field.data - first).days < MOST_DAYS:
            raise ValidationError(
                _("A programme lasts from one day to %(most)s days.", most=MOST_DAYS)
            )

    def validate_apply_by(self, field: Field) -> None:
        first = self.starts_on.data
        if isinstance(first, date) and field.data > first:
            raise ValidationError(
                _("It begins on %(day)s: choose a day before.", day=show_date(first))
            )

    def validate_seats_per_country(self, field: Field) -> None:
        if self.seats.data and field.data > self.seats.data:
            raise ValidationError(_("That is more than all seats."))

    def plan(self) -> Plan:
        return Plan(**{name: self[name].data for name in Plan.__dataclass_fields__})

    @staticmethod
    def said(programme: Programme) -> dict[str, Any]:
        """What stands in the form of one that exists."""
        return {name: getattr(programme, name) for name in Plan.__dataclass_fields__}


class ApplicationForm(Form):
    project_id = SelectField(
        _l("The cluster or network you work with"), [InputRequired(_l("Choose one."))]
    )
    expects = text(
        _l("What you bring, and one question you come with"), LONGEST_WORDS["expects"], rows=5
    )

    def validate_expects(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write a few words: places are given by what people bring."))


class InvitationForm(Form):
    """A person by their address, known to the platform or not."""

    email = email_of_another()
    role = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose what the person will be."))],
        choices=[(role.value, name) for role, name in ROLES.items()],
        default=Role.PARTICIPANT.value,
    )


class RefusalForm(Form):
    reason = text(_l("Reason"), LONGEST_WORDS["reason"])

    def validate_reason(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Give a reason: the person reads it."))
