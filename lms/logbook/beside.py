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


_after: list[Callable[[LogEntry], None]] = []


def when_kept(do: Callable[[LogEntry], None]) -> None:
    """Called with each entry that a form of the log has brought, before its transaction ends."""
    if do not in _after:
        _after.append(do)


def kept(entry: LogEntry) -> None:
    for do in _after:
        do(entry)


def parts_beside(entry: LogEntry) -> list[Part]:
    return [Part(template, said(entry)) for template, said in _parts.items()]
