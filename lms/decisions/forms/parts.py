from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from lms import clock
from lms.class_sessions.times import NoSuchHourError, instant
from lms.decisions.actions import FEWEST_OPTIONS, Offer, Proposed, Rules
from lms.decisions.models import LONGEST, SHORT, Method
from lms.decisions.vocabulary import REASONS, RESULTS
from lms.forms import Form, trimmed
from lms.forum.actions import Writing
from lms.forum.forms import TOO_LONG, body_field
from lms.forum.models import LONGEST as LONGEST_OF_TOPICS
from lms.i18n import LANGUAGE_NAMES, show_date

OFFERS = 8
AHEAD = timedelta(days=366)


def words(label: str, most: int, *validators: Any, rows: int = 3) -> TextAreaField:
    limit = Length(max=most, message=TOO_LONG)
    return TextAreaField(
        label, [*validators, limit], filters=[trimmed], render_kw={"maxlength": most, "rows": rows}
    )


def line(label: str, most: int, *validators: Any) -> StringField:
    limit = Length(max=most, message=TOO_LONG)
    render = {"autocomplete": "off", "maxlength": most}
    return StringField(label, [*validators, limit], filters=[trimmed], render_kw=render)


def moment_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """What stands on the reader's clock; no further ahead than a year."""
    today = clock.now().astimezone(zone).date()
    if not today <= day <= today + AHEAD:
        raise ValidationError(_("Choose a day from today on, within a year."))
    try:
        moment = instant(day, wall, zone)
    except NoSuchHourError as error:
        raise ValidationError(
            _(
                "On %(day)s the clocks go forward over this hour. Choose another one.",
                day=show_date(day),
            )
        ) from error
    if moment <= clock.now():
        raise ValidationError(_("This is over already. Choose a moment that is still to come."))
    return moment


class TopicPart(Form):
    """What every topic says when it begins."""

    key = HiddenField()
    title = line(
        _l("Title"),
        LONGEST_OF_TOPICS["title"],
        DataRequired(_l("Say in a few words what it is about: others choose by the title.")),
    )
    body = body_field(_l("Why now, and what one should know"), 6)
    language = SelectField(_l("Language of this text"), choices=list(LANGUAGE_NAMES.items()))

    def writing(self, key: UUID) -> Writing:
        return Writing(key, self.body.data or "", self.language.data)


class ContentPart(Form):
    """What is decided on; faults of a list of fields are told once, beside all of them."""

    def proposed(self) -> Proposed:
        raise NotImplementedError

    @staticmethod
    def filled(proposed: Proposed, zone: ZoneInfo) -> dict[str, Any]:
        """What was proposed before, for a form that begins with it."""
        raise NotImplementedError

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        right: bool = super().validate(*args, **kwargs)
        for field in self:
            if isinstance(field, FieldList):
                field.errors = [_first(error) for error in field.errors if error]
        return right


def _first(error: str | Sequence[str]) -> str:
    return error if isinstance(error, str) else error[0]


class ProposalPart(ContentPart):
    """What a consent or an advice is about."""

    proposal = words(
        _l("The proposal"),
        LONGEST["proposal"],
        DataRequired(_l("Write what exactly is proposed: others answer to these words.")),
        rows=4,
    )

    def proposed(self) -> Proposed:
        return Proposed(text=self.proposal.data or "")

    @staticmethod
    def filled(proposed: Proposed, zone: ZoneInfo) -> dict[str, Any]:
        del zone
        return {"proposal": proposed.text}


class OptionsPart(ContentPart):
    """Options in own words."""

    labels = FieldList(line("", LONGEST["label"]), min_entries=OFFERS, max_entries=OFFERS)
    meanings = FieldList(line("", LONGEST["meaning"]), min_entries=OFFERS, max_entries=OFFERS)

    def validate_labels(self, field: Field) -> None:
        written = [label for label in field.data if label]
        if len(written) < FEWEST_OPTIONS:
            raise ValidationError(_("Write two options at least."))
        if len(written) != len(set(written)):
            raise ValidationError(_("Two of the options are the same."))
        if any(
            what and not label for label, what in zip(field.data, self.meanings.data, strict=True)
        ):
            raise ValidationError(_("An option has a meaning and no name."))

    def proposed(self) -> Proposed:
        both = zip(self.labels.data, self.meanings.data, strict=True)
        return Proposed(offers=[Offer(label, meaning) for label, meaning in both if label])

    @staticmethod
    def filled(proposed: Proposed, zone: ZoneInfo) -> dict[str, Any]:
        del zone
        return {
            "labels": [offer.label for offer in proposed.offers],
            "meanings": [offer.meaning for offer in proposed.offers],
        }


class TimesPart(ContentPart):
    """Moments on the host's clock."""

    days = FieldList(DateField("", [Optional()]), min_entries=OFFERS, max_entries=OFFERS)
    hours = FieldList(TimeField("", [Optional()]), min_entries=OFFERS, max_entries=OFFERS)
    zone: ZoneInfo
    moments: Sequence[datetime] = ()

    def validate_days(self, field: Field) -> None:
        both = list(zip(field.data, self.hours.data, strict=True))
        if any((day is None) != (hour is None) for day, hour in both):
            raise ValidationError(_("Write both the day and the hour of each time."))
        found = {moment_of(day, hour, self.zone) for day, hour in both if day and hour}
        if len(found) < FEWEST_OPTIONS:
            raise ValidationError(_("Write two different times at least."))
        self.moments = sorted(found)

    def proposed(self) -> Proposed:
        return Proposed(offers=[Offer(starts_at=moment) for moment in self.moments])

    @staticmethod
    def filled(proposed: Proposed, zone: ZoneInfo) -> dict[str, Any]:
        """What is over by now is left out."""
        moments = (offer.starts_at for offer in proposed.offers)
        here = [one.astimezone(zone) for one in moments if one and one > clock.now()]
        return {"days": [one.date() for one in here], "hours": [one.time() for one in here]}


class ClosingPart(Form):
    """Until when, on the reader's clock."""

    zone: ZoneInfo
    moment: datetime | None = None
    closes_on = DateField(_l("Closes on"), [InputRequired(_l("Choose the day."))])
    closes_at = TimeField(_l("Hour"), [InputRequired(_l("Write the hour, such as 18:00."))])

    def validate_closes_at(self, field: Field) -> None:
        if field.data and isinstance(self.closes_on.data, date):
            self.moment = moment_of(self.closes_on.data, field.data, self.zone)


class RulesPart(Form):
    """What nobody changes afterwards."""

    reasons = RadioField(
        _l("Reasons"),
        choices=[(which.value, name) for which, name in REASONS.items()],
        default=next(iter(REASONS)).value,
    )
    results = RadioField(
        _l("When are the results shown?"),
        choices=[(which.value, name) for which, name in RESULTS.items()],
        default=next(iter(RESULTS)).value,
    )
    anonymous = BooleanField(_l("Anonymous: nobody learns who said what"))
    quorum = IntegerField(
        _l("How many have to speak for it to count"),
        [Optional(), NumberRange(1, 9999, _l("Write a whole number from 1 on."))],
        render_kw={"min": 1, "max": 9999, "inputmode": "numeric", "optional": True},
    )

    def rules(self, method: Method, *, several: bool) -> Rules:
        return Rules(
            method,
            reasons=self.reasons.data,
            results=self.results.data,
            anonymous=bool(self.anonymous.data),
            several=several,
            quorum=self.quorum.data,
        )


class WhyPart(Form):
    reason = line(_l("Why?"), SHORT, DataRequired(_l("Say why in a sentence: everybody reads it.")))
