import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import (
    Field,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    ValidationError,
)

from lms.case_studies.models import (
    FEWEST_AUTHORS,
    LONGEST_ADJUSTMENT_REASON,
    LONGEST_REASON,
    MOST_ADJUSTMENT,
    MOST_AUTHORS,
)
from lms.case_studies.post_models import LONGEST_POST, LONGEST_REMOVAL
from lms.case_studies.words import CHANGE, REASONS
from lms.content.case_study import CaseStudy, Decision
from lms.content.framework import Framework, Term
from lms.content.text import FIRST_LANGUAGE
from lms.editions.models import Enrolment
from lms.files.kinds import ACCEPTED_BY_BROWSERS
from lms.forms import Form, trimmed
from lms.i18n import country_name, language

ADJUSTMENT = _l("Write a whole number from -30 to 30; 0 for the mark of the group.")


class CaseDecisionForm(Form):
    """One choice and the reasons for it."""

    option = RadioField(_l("Your choice"), validate_choice=False)
    reasons = TextAreaField(_l("Your reasons"), filters=[trimmed], render_kw={"rows": 12})

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option.choices = [(row.id, _in_first_language(row.text)) for row in decision.options]

    def validate_option(self, field: RadioField) -> None:
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(_("Choose one of the options."))

    def validate_reasons(self, field: Field) -> None:
        if fault := REASONS.fault(field.data):
            raise ValidationError(fault)


class PaperForm(Form):
    """What a trainee would change. A draft may be short; `complete=True` counts the words."""

    version = HiddenField(default="0")
    would_change = TextAreaField(
        _l("What I would change"), filters=[trimmed], render_kw={"rows": 10}
    )
    file = FileField(
        _l("A file beside the text"), render_kw={"accept": ACCEPTED_BY_BROWSERS, "optional": True}
    )

    def __init__(self, *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete

    @property
    def seen(self) -> int:
        """The version that the page showed when it was opened."""
        found = re.fullmatch("[0-9]{1,9}", self.version.data or "")
        return int(found[0]) if found else 0

    def validate_would_change(self, field: Field) -> None:
        fault = CHANGE.fault(field.data) if self.complete else CHANGE.fault_of_draft(field.data)
        if fault:
            raise ValidationError(fault)


class GroupForm(Form):
    """Which trainees write one paper together."""

    people = SelectMultipleField(
        _l("Who writes together"), coerce=int, validate_choice=False, render_kw={"optional": False}
    )

    def __init__(self, free: Iterable[Enrolment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people.choices = [(row.id, row.user.name or row.user.email) for row in free]

    def validate_people(self, field: Field) -> None:
        if not FEWEST_AUTHORS <= len(set(field.data or ())) <= MOST_AUTHORS:
            raise ValidationError(
                _("Choose %(least)s to %(most)s people.", least=FEWEST_AUTHORS, most=MOST_AUTHORS)
            )


class PermissionForm(Form):
    """Of how many at most a group may be that trainees form themselves."""

    most = SelectField(_l("People in a group at most"), coerce=int, default=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = range(FEWEST_AUTHORS, MOST_AUTHORS + 1)
        self.most.choices = [(number, str(number)) for number in numbers]


class InvitationForm(Form):
    """Whom an author asks to write along."""

    people = SelectMultipleField(
        _l("Whom do you ask?"), coerce=int, validate_choice=False, render_kw={"optional": False}
    )

    def offer(self, free: Iterable[Enrolment]) -> None:
        self.people.choices = [(row.id, row.user.name or row.user.email) for row in free]

    def validate_people(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Choose one person or several."))


class AdjustmentForm(Form):
    """Marks of one author more or less than the group's, and why."""

    marks = IntegerField(
        _l("Marks more (5) or less (-5)"),
        [InputRequired(ADJUSTMENT), NumberRange(-MOST_ADJUSTMENT, MOST_ADJUSTMENT, ADJUSTMENT)],
        default=0,
        render_kw={"inputmode": "text"},
    )
    reason = StringField(
        _l("Reason"),
        [Length(max=LONGEST_ADJUSTMENT_REASON, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "optional": True},
    )

    def validate_reason(self, field: Field) -> None:
        if self.marks.data and not field.data:
            raise ValidationError(_("Give the reason: this trainee reads it with the mark."))


class ReturnForm(Form):
    """Why a paper goes back."""

    attempt = HiddenField()
    reason = TextAreaField(
        _l("What should be improved"),
        [
            DataRequired(_l("Say in a sentence what is missing, so that it can be mended.")),
            Length(max=LONGEST_REASON, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_REASON, "rows": 3},
    )


class PostForm(Form):
    """A contribution to a discussion. `key` tells a form sent twice from a second one."""

    key = HiddenField()
    reply_to = HiddenField()
    body = TextAreaField(
        _l("Your contribution"),
        [
            DataRequired(_l("Write something first.")),
            Length(max=LONGEST_POST, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_POST, "rows": 6},
    )


class RemovalForm(Form):
    """Why a post is taken out; everybody reads it in its place."""

    reason = StringField(
        _l("Reason"),
        [
            DataRequired(_l("Give a reason: it stands in the place of the post.")),
            Length(max=LONGEST_REMOVAL, message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST_REMOVAL, "autocomplete": "off"},
    )


def _in_first_language(text: str) -> str:
    """What stands in `study.yml` is written in one language; other readers' voices must know."""
    if language() == FIRST_LANGUAGE:
        return text
    return Markup('<span lang="{}">{}</span>').format(FIRST_LANGUAGE, text)


class FilterForm(Form):
    """Which cases of the library to show. What it does not know, it does not ask for."""

    step = SelectField(_l("Step of the process"))
    factor = SelectField(_l("Crucial factor"))
    country = SelectField(_l("Country"))
    sector = SelectField(_l("Sector"))

    def __init__(
        self, *args: Any, cases: Iterable[CaseStudy], framework: Framework, **kwargs: Any
    ) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        cases = list(cases)
        steps = {step for case in cases for step in case.steps}
        factors = {factor for case in cases for factor in case.factors}
        countries = {case.country: country_name(case.country) for case in cases}
        sectors = {str(case.sector): case.sector.get(language()) for case in cases}
        self.step.choices = [("", _("Every step")), *_named(framework.steps, steps)]
        self.factor.choices = [("", _("Every factor")), *_named(framework.factors, factors)]
        self.country.choices = [("", _("Every country")), *_by_name(countries)]
        self.sector.choices = [("", _("Every sector")), *_by_name(sectors)]

    @property
    def asked(self) -> dict[str, str]:
        """What the reader narrowed the list to."""
        return {
            field.name: field.data
            for field in self
            if field.data and field.data in {value for value, *_rest in field.iter_choices()}
        }

    def wants(self, case: CaseStudy) -> bool:
        has = {
            "step": case.steps,
            "factor": case.factors,
            "country": (case.country,),
            "sector": (str(case.sector),),
        }
        return all(wanted in has[name] for name, wanted in self.asked.items())


def _named(terms: Iterable[Term], used: set[str]) -> Iterator[tuple[str, str]]:
    """In the order of the framework, which is the order of the work."""
    return ((term.id, term.title.get(language())) for term in terms if term.id in used)


def _by_name(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda pair: pair[1])
