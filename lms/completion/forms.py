"""Where each requirement stands in an edition's rule: no tree to draw, one choice a requirement."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from lms.completion.models import LONGEST_WHY
from lms.completion.requirements import Amount, amounts_in, titles_in
from lms.completion.rules import Group, Rule
from lms.content.course import Course
from lms.forms import Form, trimmed

ALWAYS, OFF = "always", "off"
GROUPS: Final = ("a", "b")
PLACES: Final = [
    (ALWAYS, _l("Always needed")),
    ("a", _l("In group A")),
    ("b", _l("In group B")),
    (OFF, _l("Not asked")),
]

F = TypeVar("F", bound="RuleForm")


class RuleForm(Form):
    """`rule_form` makes one with a `place_…` for each requirement, and a `least_…` for amounts."""

    titles: dict[str, str]
    amounts: Mapping[str, Amount]
    enough_a = IntegerField(_l("How many of group A are enough?"), [Optional()])
    enough_b = IntegerField(_l("How many of group B are enough?"), [Optional()])

    @property
    def places(self) -> list[Any]:
        return [self[f"place_{key}"] for key in self.titles]

    def rule(self) -> Rule:
        groups = (Group(self[f"enough_{name}"].data or 0, self._in(name)) for name in GROUPS)
        least = {key: self.least(key).data for key in self.amounts if self._is_asked(key)}
        return Rule(self._in(ALWAYS), tuple(row for row in groups if row.of), least)

    def least(self, key: str) -> Any:
        return self[f"least_{key}"]

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """(where it stands, how much of it is asked) of each requirement."""
        return [
            (self[f"place_{key}"], self.least(key) if key in self.amounts else None)
            for key in self.titles
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What it takes to come back to these choices."""
        return {
            row.name: row.data for row in [*self.places, *self._numbers] if row.data is not None
        }

    @property
    def _numbers(self) -> list[Any]:
        return [self[f"enough_{name}"] for name in GROUPS] + [*map(self.least, self.amounts)]

    @property
    def rule_is_right(self) -> bool:
        """Once it is validated: nothing to mend but what a form below this one adds."""
        fields = [*self.places, *self._numbers]
        return not self.form_errors and not any(row.errors for row in fields)

    def _is_asked(self, key: str) -> bool:
        return bool(self[f"place_{key}"].data != OFF)

    def _in(self, place: str) -> tuple[str, ...]:
        return tuple(key for key in self.titles if self[f"place_{key}"].data == place)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        numbers = [*map(self._can_be_met, GROUPS), *map(self._is_an_amount, self.amounts)]
        return all([right, self._asks_for_something(), *numbers])

    def _asks_for_something(self) -> bool:
        if self.rule().keys:
            return True
        self.form_errors.append(_("Nothing is asked now. Choose at least one requirement."))
        return False

    def _can_be_met(self, name: str) -> bool:
        field, most = self[f"enough_{name}"], len(self._in(name))
        if field.errors or not most or 1 <= (field.data or 0) <= most:
            return not field.errors
        text = ngettext(
            "The group has %(num)s requirement. Write 1.",
            "The group has %(num)s requirements. Write a number from 1 to %(num)s.",
            most,
        )
        field.errors = [text]
        return False

    def _is_an_amount(self, key: str) -> bool:
        field, most = self.least(key), self.amounts[key].most
        if field.errors or not self._is_asked(key) or 1 <= (field.data or 0) <= most:
            return not field.errors
        field.errors = [_("Write a number from 1 to %(most)s.", most=most)]
        return False


class ReasonForm(RuleForm):
    """The second step: why, and which preview was `seen`, made when which rule counted."""

    seen = HiddenField()
    based_on = HiddenField()
    why = TextAreaField(
        _l("Why do you change it?"),
        [
            DataRequired(_l("Write a reason. It stays in the history of rules.")),
            Length(max=LONGEST_WHY),
        ],
        filters=[trimmed],
        render_kw={"rows": 2},
    )


def rule_form(
    course: Course, present: Rule, *, sent: MultiDict[str, str] | None = None
) -> RuleForm:
    """For an address: with the choices of the present rule, or with those that were sent."""
    made = _for(RuleForm, course)
    return made(sent or None, data=_choices(made, present), meta={"csrf": False})


def reason_form(course: Course) -> ReasonForm:
    return _for(ReasonForm, course)()


def asked_why(rule: Rule, course: Course, *, seen: str, based_on: int) -> ReasonForm:
    """Empty but for what was chosen; not from what the address says."""
    made = _for(ReasonForm, course)
    return made(None, data={**_choices(made, rule), "seen": seen, "based_on": str(based_on)})


def _for(form: type[F], course: Course) -> type[F]:
    amounts = amounts_in(course)
    titles = titles_in(course) | {key: row.name for key, row in amounts.items()}
    fields: dict[str, Any] = {}
    for key, title in titles.items():
        fields[f"place_{key}"] = SelectField(title, choices=PLACES)
        if key in amounts:
            fields[f"least_{key}"] = IntegerField(amounts[key].ask, [Optional()])
    named = {"titles": titles, "amounts": amounts}
    return type(f"Edition{form.__name__}", (form,), {**named, **fields})


def _choices(form: type[RuleForm], rule: Rule) -> dict[str, Any]:
    groups = dict(zip(GROUPS, rule.groups, strict=False))
    return {
        **{f"place_{key}": _place(key, rule) for key in form.titles},
        **{f"least_{key}": rule.least.get(key, row.usual) for key, row in form.amounts.items()},
        **{f"enough_{name}": group.enough for name, group in groups.items()},
    }


def _place(key: str, rule: Rule) -> str:
    if key in rule.needed:
        return ALWAYS
    groups = zip(GROUPS, rule.groups, strict=False)
    return next((name for name, group in groups if key in group.of), OFF)
