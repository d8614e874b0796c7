from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.forms import text, trimmed
from lms.i18n import LANGUAGE_NAMES
from lms.initiatives.forms import TOO_LONG, VersionedForm
from lms.projects.models import Project
from lms.trips.actions import Plan, Told
from lms.trips.models import LONGEST, ExchangeTrip
from lms.trips.vocabulary import KINDS

PLANNED = ("kind", "title", "language", "starts_on", "ends_on", "aims", "questions")


class TripForm(VersionedForm):
    title = StringField(
        _l("Title"),
        [
            DataRequired(_l("Say in a few words what the trip is for.")),
            Length(max=LONGEST["title"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )
    kind = RadioField(
        _l("What is it?"),
        [InputRequired(_l("Choose one."))],
        choices=[(kind.value, name) for kind, name in KINDS.items()],
    )
    guest_id = SelectField(_l("Who goes"), [InputRequired(_l("Choose one."))])
    host_id = SelectField(_l("Where to"), [InputRequired(_l("Choose one."))])
    starts_on = DateField(_l("First day"), [InputRequired(_l("Choose the day."))])
    ends_on = DateField(_l("Last day"), [InputRequired(_l("Choose the day."))])
    aims = text(_l("What do you want to bring home?"), LONGEST["aims"], rows=4)
    questions = text(
        _l("Questions to those you visit"), LONGEST["questions"], rows=5, optional=True
    )
    language = SelectField(_l("Language of these texts"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(
        self, *args: Any, projects: Sequence[Project], mine: Collection[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mine = mine
        named = [(str(row.id), f"{row.name}, {row.place}") for row in projects]
        for field in (self.guest_id, self.host_id):
            field.choices = [("", _("Choose one")), *named]

    def validate_aims(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write something first."))

    def validate_host_id(self, field: Field) -> None:
        if field.data == self.guest_id.data:
            raise ValidationError(_("Choose another one than who goes."))
        if not {field.data, self.guest_id.data} & {str(number) for number in self.mine}:
            raise ValidationError(_("You work in neither of the two: ask somebody who does."))

    def validate_ends_on(self, field: Field) -> None:
        if self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day comes before the first one."))

    def plan(self) -> Plan:
        return Plan(
            **{name: self[name].data for name in PLANNED},
            guest_id=int(self.guest_id.data),
            host_id=int(self.host_id.data),
        )

    @staticmethod
    def said(trip: ExchangeTrip) -> dict[str, Any]:
        return {name: getattr(trip, name) for name in PLANNED} | {
            "guest_id": str(trip.guest_id),
            "host_id": str(trip.host_id),
            "version": str(trip.version),
            "key": str(trip.key),
        }


class ReportForm(VersionedForm):
    questions = text(
        _l("Questions to those you visit"), LONGEST["questions"], rows=5, optional=True
    )
    report = text(_l("What you saw, and what surprised you"), LONGEST["report"], rows=9)
    follow_up = text(_l("What follows from it"), LONGEST["follow_up"], rows=4, optional=True)

    def validate_report(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write something first."))

    def told(self) -> Told:
        names = ("questions", "report", "follow_up")
        return Told(**{name: self[name].data or "" for name in names})
