from collections.abc import Collection
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.benchmarks import numbers
from lms.benchmarks.actions import Measured, Titled
from lms.benchmarks.figures import Figure
from lms.benchmarks.models import FEWEST, LONGEST, LONGEST_SOURCE, Confidence, Share, Unit
from lms.benchmarks.vocabulary import BETTER, CONFIDENCES, PERIOD_UNITS, SHARES, UNITS
from lms.forms import Form, text, trimmed
from lms.i18n import LANGUAGE_NAMES, language
from lms.initiatives.forms import TOO_LONG, KeyedForm, VersionedForm
from lms.projects.branches import BRANCHES

MOST_N = 50
WHOLE = frozenset({Unit.COUNT, Unit.PEOPLE, Unit.FIRMS})


class _InLanguages(VersionedForm):
    """Has `name_…` and `text_…` for each language; one of them is enough."""

    def words(self, part: str) -> dict[str, str]:
        fields = {code: self[f"{part}_{code}"].data for code in LANGUAGE_NAMES}
        return {code: said for code, said in fields.items() if said}

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        return self._has(("name", "text")) and fine

    def _has(self, parts: Collection[str]) -> bool:
        missing = [part for part in parts if not self.words(part)]
        for part in missing:
            fault = _("Write it in one language at least.")
            self[f"{part}_{language()}"].errors = [fault]
        return not missing

    @staticmethod
    def said(name: dict[str, str], text: dict[str, str]) -> dict[str, str]:
        names = {f"name_{code}": said for code, said in name.items()}
        return names | {f"text_{code}": said for code, said in text.items()}


def _name_in(called: str) -> StringField:
    return StringField(
        _l("Name (%(language)s)", language=called),
        [Length(max=LONGEST["name"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["name"], "optional": True},
    )


def _text_in(called: str, part: str) -> Any:
    label = {
        "purpose": _l("What it is for (%(language)s)", language=called),
        "definition": _l("What exactly is counted (%(language)s)", language=called),
    }[part]
    return text(label, LONGEST[part], rows=3, optional=True)


class SetForm(_InLanguages):
    period_unit = RadioField(
        _l("How often are figures asked for?"),
        [InputRequired(_l("Choose one."))],
        choices=[(unit.value, name) for unit, name in PERIOD_UNITS.items()],
    )

    def titled(self) -> Titled:
        return Titled(self.words("name"), self.words("text"), self.period_unit.data)


class IndicatorForm(_InLanguages):
    unit = SelectField(
        _l("Unit"),
        [InputRequired(_l("Choose one."))],
        choices=[(unit.value, name) for unit, name in UNITS.items()],
    )
    better = RadioField(
        _l("Which way is better?"),
        [InputRequired(_l("Choose one."))],
        choices=[(better.value, name) for better, name in BETTER.items()],
    )
    min_n = IntegerField(
        _l("Smallest group that is shown"),
        [
            NumberRange(
                FEWEST,
                MOST_N,
                message=_l("Write a number from %(min)s to %(max)s: fewer would be told apart."),
            )
        ],
        default=FEWEST,
    )

    def measured(self) -> Measured:
        return Measured(
            self.words("name"),
            self.words("text"),
            self.unit.data,
            self.better.data,
            self.min_n.data or FEWEST,
        )


for _code, _called in LANGUAGE_NAMES.items():
    for _form, _part in ((SetForm, "purpose"), (IndicatorForm, "definition")):
        setattr(_form, f"name_{_code}", _name_in(_called))
        setattr(_form, f"text_{_code}", _text_in(_called, _part))


class FigureForm(KeyedForm):
    """`seen` is the number of the line that stood there when the form was opened."""

    seen = HiddenField(default="0")
    amount = StringField(
        _l("Figure"),
        [DataRequired(_l("Write the figure."))],
        filters=[trimmed],
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": 24},
    )
    confidence = RadioField(
        _l("How sure is it?"),
        [InputRequired(_l("Choose one."))],
        choices=[
            (word.value, CONFIDENCES[word]) for word in (Confidence.DECLARED, Confidence.DOCUMENTED)
        ],
    )
    source = text(_l("Where it comes from"), LONGEST_SOURCE, rows=2, optional=True)
    share = RadioField(_l("Who may see it?"), [InputRequired(_l("Choose one."))])

    def __init__(self, *args: Any, unit: str, shares: Collection[Share], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.share.choices = [(word.value, SHARES[word]) for word in shares]

    @property
    def seen_number(self) -> int:
        typed = self.seen.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1  # noqa: PLR2004

    def validate_amount(self, field: Field) -> None:
        try:
            amount = numbers.read(field.data)
        except numbers.NotANumberError as error:
            raise ValidationError(
                _("Write a number such as 1250 or 7,5, with two digits behind the comma at most.")
            ) from error
        if fault := _fault(amount, self.unit):
            raise ValidationError(fault)

    def validate_source(self, field: Field) -> None:
        if self.confidence.data == Confidence.DOCUMENTED and not field.data:
            raise ValidationError(_("Say which list, account or survey shows it."))

    def figure(self) -> Figure:
        return Figure(
            numbers.in_hundredths(numbers.read(self.amount.data or "")),
            self.source.data or "",
            self.confidence.data,
            self.share.data,
        )


def _fault(amount: Decimal, unit: str) -> str:
    """What is wrong with it in this unit; nothing where it is possible."""
    if unit == Unit.CHANGE:
        return _("Nothing can fall by more than 100.") if amount < -100 else ""  # noqa: PLR2004
    if amount < 0:
        return _("Write a number that is not below zero.")
    if unit == Unit.SHARE and amount > 100:  # noqa: PLR2004
        return _("A share of a whole is 100 at most.")
    if unit in WHOLE and amount % 1:
        return _("Write a whole number.")
    return ""


class BranchForm(Form):
    branch = SelectField(
        _l("Branch"),
        choices=[("", _l("None of these")), *BRANCHES.items()],
        default="",
    )
