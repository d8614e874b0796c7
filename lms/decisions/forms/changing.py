import re
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    HiddenField,
    SelectMultipleField,
)
from wtforms.validators import (
    DataRequired,
    Optional,
    ValidationError,
)

from lms import clock
from lms.class_sessions.times import readers_zone
from lms.decisions import policy
from lms.decisions.actions import Voice
from lms.decisions.forms.parts import (
    AHEAD,
    ClosingPart,
    ContentPart,
    OptionsPart,
    ProposalPart,
    TimesPart,
    WhyPart,
    words,
)
from lms.decisions.models import LONGEST, Method, Option
from lms.decisions.standing import Standing
from lms.forms import Form


class VoiceForm(Form):
    """What one person says. `version` is what they saw; `key` tells a second click."""

    key = HiddenField()
    version = HiddenField()
    options = SelectMultipleField(_l("What do you say?"), coerce=int)
    reason = words(_l("Your reason"), LONGEST["reason"])

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.options.choices = [(said.option.id, said.words.label) for said in standing.options]
        self.key.data = self.key.data or str(uuid4())
        self.version.data = self.version.data or str(standing.proposal.no)

    @property
    def is_late(self) -> bool:
        """Whether there is a newer version than the one that was on the page."""
        return self.version.data != str(self.standing.proposal.no)

    def validate_options(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Choose what you say."))
        if not policy.fits(self.standing.decision, self._chosen):
            raise ValidationError(_("This does not go together. Choose again."))

    def validate_reason(self, field: Field) -> None:
        if policy.needs_reason(self.standing.decision, self._chosen) and not field.data:
            raise ValidationError(self._asked())

    def _asked(self) -> str:
        if any(option.code == policy.OBJECTS for option in self._chosen):
            return _("Say what harm it would do: an objection without a reason helps nobody.")
        return _("Say why: it was agreed that everybody does.")

    @property
    def _chosen(self) -> list[Option]:
        numbers = set(self.options.data or ())
        return [said.option for said in self.standing.options if said.option.id in numbers]

    def voice(self, key: UUID) -> Voice:
        reason = self.reason.data or ""
        return Voice(self.standing.proposal.no, self.options.data or (), reason, key)


class SeenPart(Form):
    """`version` is the one that the page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        found = re.fullmatch("[0-9]{1,9}", self.version.data or "")
        return int(found[0]) if found else 0


class AmendmentForm(SeenPart, WhyPart, ContentPart):
    """Another version."""

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone


class ProposalAmendmentForm(ProposalPart, AmendmentForm):
    pass


class OptionsAmendmentForm(OptionsPart, AmendmentForm):
    pass


class TimesAmendmentForm(TimesPart, AmendmentForm):
    pass


AMENDMENTS: dict[Method, type[AmendmentForm]] = {
    Method.CONSENT: ProposalAmendmentForm,
    Method.ADVICE: ProposalAmendmentForm,
    Method.COUNT: OptionsAmendmentForm,
    Method.TIME_POLL: TimesAmendmentForm,
}


class ClosingForm(ClosingPart, WhyPart):
    """Another time to close."""

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone


class ClosingNowForm(WhyPart):
    """The same reason, for a closing at this moment."""


class OutcomeForm(SeenPart):
    text = words(
        _l("What was decided"),
        LONGEST["outcome"],
        DataRequired(_l("Write what was decided, and who does what.")),
        rows=6,
    )
    review_on = DateField(_l("Look at it again on"), [Optional()], render_kw={"optional": True})

    def validate_review_on(self, field: Field) -> None:
        today = clock.now().astimezone(readers_zone()).date()
        if field.data and not today < field.data <= today + 5 * AHEAD:
            raise ValidationError(_("Choose a day from tomorrow on."))
