"""Where each requirement stands in an edition's rule: no tree to draw, one choice a requirement."""

from typing import Any, Final, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from lms.completion.models import LONGEST_WHY
from lms.completion.rules import Group, Rule
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
    """One with a `place_…` for each requirement is made by `rule_form`."""

    titles: dict[str, str]
    enough_a = IntegerField(_l("How many of group A are enough?"), [Optional()])
    enough_b = IntegerField(_l("How many of group B are enough?"), [Optional()])

    @property
    def places(self) -> list[Any]:
        return [self[f"place_{key}"] for key in self.titles]

    def rule(self) -> Rule:
        groups = (Group(self[f"enough_{name}"].data or 0, self._in(name)) for name in GROUPS)
        return Rule(self._in(ALWAYS), tuple(row for row in groups if row.of))

    @property
    def chosen(self) -> dict[str, Any]:
        """What it takes to come back to these choices."""
        numbers = (self[f"enough_{name}"] for name in GROUPS)
        return {row.name: row.data for row in [*self.places, *numbers] if row.data is not None}

    @property
    def rule_is_right(self) -> bool:
        """Once it is validated: nothing to mend but what a form below this one adds."""
        numbers = [self[f"enough_{name}"] for name in GROUPS]
        return not self.form_errors and not any(row.errors for row in [*self.places, *numbers])

    def _in(self, place: str) -> tuple[str, ...]:
        return tuple(key for key in self.titles if self[f"place_{key}"].data == place)

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        return all([right, self._asks_for_something(), *map(self._can_be_met, GROUPS)])

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
    titles: dict[str, str], present: Rule, *, sent: MultiDict[str, str] | None = None
) -> RuleForm:
    """For an address: with the choices of the present rule, or with those that were sent."""
    made = _with_places(RuleForm, titles)
    return made(sent or None, data=_choices(titles, present), meta={"csrf": False})


def reason_form(titles: dict[str, str]) -> ReasonForm:
    return _with_places(ReasonForm, titles)()


def asked_why(rule: Rule, titles: dict[str, str], *, seen: str, based_on: int) -> ReasonForm:
    """Empty but for what was chosen; not from what the address says."""
    made = _with_places(ReasonForm, titles)
    return made(None, data={**_choices(titles, rule), "seen": seen, "based_on": str(based_on)})


def _with_places(form: type[F], titles: dict[str, str]) -> type[F]:
    fields = {f"place_{key}": SelectField(title, choices=PLACES) for key, title in titles.items()}
    return type(f"Edition{form.__name__}", (form,), {"titles": titles, **fields})


def _choices(titles: dict[str, str], rule: Rule) -> dict[str, Any]:
    groups = dict(zip(GROUPS, rule.groups, strict=False))
    return {
        **{f"place_{key}": _place(key, rule) for key in titles},
        **{f"enough_{name}": group.enough for name, group in groups.items()},
    }


def _place(key: str, rule: Rule) -> str:
    if key in rule.needed:
        return ALWAYS
    groups = zip(GROUPS, rule.groups, strict=False)
    return next((name for name, group in groups if key in group.of), OFF)
