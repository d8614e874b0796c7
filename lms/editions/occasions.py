"""Dates that features know of a person, so that one calendar can show them all.

The calendar stands above editions and beside the features that know such dates; each gives its
own with `remember`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lms.editions.models import Enrolment


@dataclass(frozen=True)
class Occasion:
    """A day to keep in mind. `key` stays the same when the day or the title changes.

    `language` is set where the title is in another one than the reader's.
    """

    key: str
    on: date
    title: str
    detail: str
    href: str
    language: str = ""


Provider = Callable[[Sequence[Enrolment], date, date], Iterable[Occasion]]
_providers: list[Provider] = []


def remember(provider: Provider) -> Provider:
    """Add dates to every calendar; for a feature, once, when it is imported."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def occasions_of(enrolments: Sequence[Enrolment], first: date, last: date) -> list[Occasion]:
    """What features know between two days of whoever has these enrolments, editions loaded."""
    return [row for provider in _providers for row in provider(enrolments, first, last)]
