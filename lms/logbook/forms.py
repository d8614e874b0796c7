from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms import clock
from lms.content.framework import Framework
from lms.forms import Form, text, trimmed
from lms.i18n import language, show_date, show_hours
from lms.logbook.duration import LONGEST as LONGEST_STAY
from lms.logbook.duration import SHORTEST as SHORTEST_STAY
from lms.logbook.duration import minutes_of, written
from lms.logbook.models import LONGEST, LogEntryVersion
from lms.logbook.people_met import PeopleMet
from lms.logbook.vocabulary import ACTIVITIES
from lms.logbook.writing import Writing
from lms.placements.models import Placement
from lms.placements.policy import last_day_to_write
from lms.placements.requirements import REASON_AFTER_DAYS
from lms.rough_places import roughly

CHIPS = (30, 60, 90, 120)  # minutes to choose from, where one thumb holds the phone
FOLDED = (
    *("own_act", "meaning", "surprise", "people_met"),
    *("consent_given", "factor", "competencies", "late_reason", "rough_place"),
)


class EntryForm(Form):
    """One entry. A draft may be short; `complete=True` asks for what a supervisor needs.

    A quick note gives its time by a `chip`, unless something is typed into `hours`.
    `at` is when it was written, where that is not now: lateness is judged from then. `zone` is
    where the device believes to be: there the day may have come that has not come here.
    """

    id = HiddenField()
    base = HiddenField()
    activity = RadioField(
        _l("What did you do?"),
        [InputRequired(_l("Choose what you did."))],
        choices=list(ACTIVITIES.items()),
    )
    activity_date = DateField(
        _l("Day"), [InputRequired(_l("Choose the day."))], render_kw={"autocomplete": "off"}
    )
    hours = StringField(
        _l("Hours"),
        filters=[trimmed],
        render_kw={"inputmode": "text", "autocomplete": "off", "size": 6},
    )
    chip = RadioField(_l("How long?"), validate_choice=False)
    place = StringField(
        _l("Place"), [Length(max=LONGEST["place"])], filters=[trimmed], render_kw={"optional": 1}
    )
    rough_place = StringField(
        _l("Rough place on the map"),
        filters=[trimmed],
        render_kw={"optional": 1, "autocomplete": "off", "inputmode": "text", "size": 18},
    )
    met = PeopleMet(_l("People met"))
    people_met = text(_l("Others met, with their role"), LONGEST["people_met"], optional=1, rows=2)
    facts = text(_l("Facts"), LONGEST["facts"], rows=5)
    own_act = text(_l("What I did myself"), LONGEST["own_act"], optional=1)
    meaning = text(_l("What it means for the cluster"), LONGEST["meaning"], optional=1)
    next_step = text(_l("Next step"), LONGEST["next_step"], rows=2)
    surprise = text(_l("What surprised me"), LONGEST["surprise"], optional=1, rows=2)
    step = SelectField(_l("Step of the process"), default="")
    factor = SelectField(_l("Crucial factor"), default="", render_kw={"optional": 1})
    competencies = SelectMultipleField(
        _l("Competencies practised"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        render_kw={"optional": 1},
    )
    consent_given = BooleanField(_l("The people named here agreed to be written about"))
    late_reason = StringField(
        _l("Why is this written so late?"), [Length(max=LONGEST["late_reason"])], filters=[trimmed]
    )

    def __init__(
        self,
        *args: Any,
        placement: Placement,
        framework: Framework,
        complete: bool,
        at: datetime | None = None,
        zone: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.placement, self.complete = placement, complete
        self.today = max(today_in(placement.time_zone), today_in(zone or placement.time_zone))
        self.written_on = (at or clock.now()).astimezone(ZoneInfo(placement.time_zone)).date()
        lang = language()
        self.chip.choices = [(str(minutes), show_hours(minutes)) for minutes in CHIPS]
        steps = [(step.id, step.title.get(lang)) for step in framework.steps]
        factors = [(factor.id, factor.title.get(lang)) for factor in framework.factors]
        self.step.choices = [("", _("Choose the step")), *steps]
        self.factor.choices = [("", _("None in particular")), *factors]
        self.competencies.choices = [
            (skill.id, f"{skill.id.upper()} {skill.title.get(lang)}")
            for skill in framework.competencies
        ]

    def validate_hours(self, field: Field) -> None:
        chip = self.chip.data or ""
        if not field.data and chip not in map(str, CHIPS):
            raise ValidationError(_("Write how long it took, such as 2:30 or 2.5."))
        try:
            self.minutes = minutes_of(field.data) if field.data else int(chip)
        except ValueError as error:
            raise ValidationError(
                _("Write the time as 2:30, 2.5 or 2,5 hours, 8 1/2, or 45 min.")
            ) from error
        if not SHORTEST_STAY <= self.minutes <= LONGEST_STAY:
            raise ValidationError(
                _("One entry holds between 15 minutes and 12 hours. Split a longer day.")
            )

    def validate_rough_place(self, field: Field) -> None:
        if field.data:
            field.data = roughly(field.data)

    def validate_met(self, field: PeopleMet) -> None:
        self.people = field.read()

    def validate_activity_date(self, field: Field) -> None:
        day = field.data
        if day is None:
            return
        if day > self.today:
            raise ValidationError(_("This day has not come yet. Log it once it is done."))
        if not self.base.data and self.written_on > last_day_to_write(self.placement):
            raise ValidationError(
                _(
                    "New entries were taken until %(day)s. Talk to your supervisor.",
                    day=show_date(last_day_to_write(self.placement)),
                )
            )
        if not self.placement.starts_on <= day <= self.placement.ends_on:
            raise ValidationError(
                _(
                    "Your fieldwork runs from %(first)s to %(last)s. Choose a day in it.",
                    first=show_date(self.placement.starts_on),
                    last=show_date(self.placement.ends_on),
                )
            )

    def validate_facts(self, field: Field) -> None:
        if self.complete and not field.data:
            raise ValidationError(
                _("Write the facts: who, what, how many. Or save it as a draft for now.")
            )

    def validate_next_step(self, field: Field) -> None:
        if self.complete and not field.data:
            raise ValidationError(_("Write one next step with a day. “None” is an answer too."))

    def validate_step(self, field: Field) -> None:
        if self.complete and not field.data:
            raise ValidationError(_("Choose the step this belongs to."))

    def validate_consent_given(self, field: Field) -> None:
        if self.complete and self.people_met.data and not field.data:
            raise ValidationError(
                _("Ask the people you name, then tick this. Or write roles instead of names.")
            )

    def validate_late_reason(self, field: Field) -> None:
        if self.complete and not field.data and self.is_very_late:
            raise ValidationError(
                _("This day is more than %(days)s days ago. Say why.", days=REASON_AFTER_DAYS)
            )

    @property
    def is_very_late(self) -> bool:
        day = self.activity_date.data
        last = self.written_on - timedelta(days=REASON_AFTER_DAYS)
        return isinstance(day, date) and day < last

    @property
    def has_more(self) -> bool:
        """Whether something stands in the fields that are folded away at first."""
        return any(self[name].data for name in FOLDED)

    def writing(self) -> Writing:
        names = (
            "activity_date activity step factor competencies place people_met facts own_act "
            "meaning next_step surprise consent_given late_reason rough_place"
        )
        fields = {name: self[name].data for name in names.split()}
        return Writing(minutes=self.minutes, met=self.people, **fields)

    def fill_from(self, version: LogEntryVersion) -> None:
        """Show what stands now, for an edit that starts from it."""
        for name, field in self._fields.items():
            if hasattr(version, name) and name not in {"id", "base", "met"}:
                field.data = getattr(version, name)
        self.met.show(version.met)
        self.hours.data = written(version.minutes)
        self.base.data = str(version.id)


def today_in(zone: str) -> date:
    """In UTC where a device names a zone that nobody knows."""
    try:
        return clock.now().astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return clock.now().date()
