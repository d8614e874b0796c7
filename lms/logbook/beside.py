"""What stands on the page of an entry and belongs to features above the log.

Each such feature says with `tell` which template shows its part, and what that needs.
"""

from collections.abc import Callable
from typing import NamedTuple

from lms.logbook.models import LogEntry

Said = dict[str, object]


class Part(NamedTuple):
    template: str
    said: Said


_parts: dict[str, Callable[[LogEntry], Said]] = {}


def tell(template: str, said: Callable[[LogEntry], Said]) -> None:
    """Once, when a feature is imported."""
    _parts[template] = said


def parts_beside(entry: LogEntry) -> list[Part]:
    return [Part(template, said(entry)) for template, said in _parts.items()]
