"""The words of the programme, as courses, cases and the field log have them."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from lms.content import library
from lms.content.framework import Term
from lms.i18n import language


class Group(StrEnum):
    STEP = "step"
    FACTOR = "factor"
    INSTRUMENT = "instrument"
    OTHER = "other"


GROUPS = {
    Group.STEP: _l("Step of the process"),
    Group.FACTOR: _l("What it depends on"),
    Group.INSTRUMENT: _l("Instrument"),
    Group.OTHER: _l("Other words"),
}


class Label(NamedTuple):
    """A tag as a page shows it. `own` is its name where it is no word of the programme."""

    slug: str
    own: str = ""

    @property
    def group(self) -> Group:
        return Group.OTHER if self.own else next(g for g in Group if self.slug in words()[g])

    @property
    def name(self) -> str:
        return self.own or words()[self.group][self.slug].title.get(language())


def words() -> Mapping[Group, Mapping[str, Term]]:
    """By group and slug. An instrument that is called like a step is meant by the step."""
    framework = library().framework
    steps = {term.id: term for term in framework.steps}
    instruments = {
        term.id: term for term in framework.instruments if term.id.replace("-", "_") not in steps
    }
    factors = {term.id: term for term in framework.factors}
    return {
        Group.STEP: steps,
        Group.FACTOR: factors,
        Group.INSTRUMENT: instruments,
        Group.OTHER: {},
    }


def is_word(slug: str) -> bool:
    return any(slug in group for group in words().values())


def labels_of(written: str | None) -> list[Label]:
    """As the database puts those of one topic together: `slug=name` by the line, in any order."""
    found = [Label(*line.split("=", 1)) for line in (written or "").splitlines()]
    return sorted(one for one in found if one.own or is_word(one.slug))


Groups = Sequence[tuple[Group, list[Label]]]


def grouped(others: Iterable[Label]) -> Groups:
    """All words of the programme, and these others."""
    known = {group: [Label(slug) for slug in found] for group, found in words().items()}
    known[Group.OTHER] = sorted(others, key=lambda label: label.own.casefold())
    return [(group, labels) for group, labels in known.items() if labels]
