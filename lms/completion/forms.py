"""Where each requirement stands in an edition's rule: no tree to draw, one choice a requirement."""

from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import Optional

from lms.completion.rules import Group, Rule
from lms.forms import Form

ALWAYS, OFF = "always", "off"
GROUPS: Final = ("a", "b")
PLACES: Final = [
    (ALWAYS, _l("Always needed")),
    ("a", _l("In group A")),
    ("b", _l("In group B")),
    (OFF, _l("Not asked")),
]


class RuleForm(Form):
    """One with a `place_…` for each requirement is made by `rule_form`."""

    titles: dict[str, str]
    based_on = HiddenField()
    enough_a = IntegerField(_l("How many of group A are enough?"), [Optional()])
    enough_b = IntegerField(_l("How many of group B are enough?"), [Optional()])

    @property
    def places(self) -> list[Any]:
        return [self[f"place_{key}"] for key in self.titles]

    def rule(self) -> Rule:
        groups = (Group(self[f"enough_{name}"].data or 0, self._in(name)) for name in GROUPS)
        return Rule(self._in(ALWAYS), tuple(row for row in groups if row.of))

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


def rule_form(titles: dict[str, str], present: Rule, *, based_on: int) -> RuleForm:
    """With the choices of the present rule, unless something was sent."""
    fields = {f"place_{key}": SelectField(title, choices=PLACES) for key, title in titles.items()}
    made: type[RuleForm] = type("EditionRuleForm", (RuleForm,), {"titles": titles, **fields})
    groups = dict(zip(GROUPS, present.groups, strict=False))
    return made(
        data={
            "based_on": str(based_on),
            **{f"place_{key}": _place(key, present) for key in titles},
            **{f"enough_{name}": group.enough for name, group in groups.items()},
        }
    )


def _place(key: str, rule: Rule) -> str:
    if key in rule.needed:
        return ALWAYS
    groups = zip(GROUPS, rule.groups, strict=False)
    return next((name for name, group in groups if key in group.of), OFF)


def in_words(rule: Rule, titles: dict[str, str]) -> str:
    """One line; what the course no longer has is named by its key."""

    def named(keys: tuple[str, ...]) -> str:
        return "; ".join(titles.get(key, key) for key in keys)

    parts = [_("Always needed: %(what)s.", what=named(rule.needed))] if rule.needed else []
    parts += [
        _("At least %(enough)s of: %(what)s.", enough=group.enough, what=named(group.of))
        for group in rule.groups
    ]
    return " ".join(parts)
