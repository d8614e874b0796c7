from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectMultipleField

from lms.decisions.actions import Beginning, Question
from lms.decisions.asked import word_in
from lms.decisions.forms.parts import (
    OFFERS,
    ClosingPart,
    ContentPart,
    OptionsPart,
    ProposalPart,
    RulesPart,
    TimesPart,
    TopicPart,
)
from lms.decisions.models import Method


class BeginningForm(TopicPart, ClosingPart, RulesPart, ContentPart):
    """A decision with its topic; `zone` is that of who begins it."""

    method: Method
    several: BooleanField | None = None
    asked_for: HiddenField | None = None

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.key.data = self.key.data or str(uuid4())

    def beginning(self, key: UUID) -> Beginning:
        assert self.moment is not None  # noqa: S101  # the form asked for it
        several = self.several is not None and bool(self.several.data)
        rules = self.rules(self.method, several=several)
        word = (self.asked_for and self.asked_for.data) or ""
        question = Question(rules, self.proposed(), self.moment, self.zone.key, word)
        return Beginning(self.title.data or "", self.writing(key), question)


def _moment(written: str | datetime) -> datetime | None:
    if isinstance(written, datetime):
        return written
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


class ConsentForm(ProposalPart, BeginningForm):
    method = Method.CONSENT


class AdviceForm(ProposalPart, BeginningForm):
    method = Method.ADVICE


class CountForm(OptionsPart, BeginningForm):
    method = Method.COUNT
    several = BooleanField(_l("Each person may choose several"))


class TimePollForm(TimesPart, BeginningForm):
    """Other pages offer moments as they are, in `offers`; `asked_for` is their own word."""

    method = Method.TIME_POLL
    offers = SelectMultipleField(coerce=_moment, validate_choice=False)
    asked_for = HiddenField(filters=[word_in])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moments = sorted(moment for moment in self.offers.data or () if moment)
        for number, moment in enumerate(moments[:OFFERS]):
            here = moment.astimezone(self.zone)
            self.days[number].data, self.hours[number].data = here.date(), here.time()


FORMS: dict[Method, type[BeginningForm]] = {
    form.method: form for form in (ConsentForm, AdviceForm, CountForm, TimePollForm)
}
