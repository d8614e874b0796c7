"""Marks of the six components of an assessment, asked of whoever knows them.

A feature that knows some adds them with `provide`: for a whole page of trainees at once, in a
number of statements that does not grow with them.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from lms.editions.models import Edition, Enrolment


class Component(StrEnum):
    """What a course weighs, by the names in its `assessment`."""

    QUIZZES = "quizzes"
    CASE_PAPERS = "case_papers"
    CLASS_INSTRUMENTS = "class_instruments"
    FIELD_LOG = "field_log"
    DELIVERABLES = "deliverables"
    DEFENCE = "defence"


class Part(NamedTuple):
    """One piece of a component; `mark` is 0 to 100, None as long as there is none.

    Until it is `released`, the trainee sees it as a part without a mark. `note` is what the marker
    wrote beside it.
    """

    key: str
    title: str
    mark: Decimal | None
    released: bool
    href: str
    note: str = ""


Provider = Callable[[Edition, Sequence[Enrolment]], Mapping[int, Sequence[Part]]]
_providers: dict[Component, Provider] = {}


def provide(component: Component) -> Callable[[Provider], Provider]:
    """Say where the marks of a component come from; once, when a feature is imported."""

    def register(provider: Provider) -> Provider:
        _providers[component] = provider
        return provider

    return register


def parts_of(
    component: Component, edition: Edition, enrolments: Sequence[Enrolment]
) -> Mapping[int, Sequence[Part]]:
    """By enrolment; nothing where nobody knows this component yet."""
    provider = _providers.get(component)
    return provider(edition, enrolments) if provider else {}
