from collections.abc import Collection, Iterable
from datetime import datetime

from lms.introductions.models import Introduction


def asks(row: Introduction, projects: Collection[int]) -> bool:
    return row.asker_id in projects


def is_asked(row: Introduction, projects: Collection[int]) -> bool:
    return row.asked_id in projects and not asks(row, projects)


def can_answer(row: Introduction, projects: Collection[int], at: datetime) -> bool:
    """Somebody of the project that is asked, while the request is open."""
    return is_asked(row, projects) and row.is_open(at)


def engaged(rows: Iterable[Introduction], at: datetime) -> set[int]:
    """Projects that a name was told to already; a request without success told nobody's.

    Each takes part in one introduction for an indicator and a period: who knew more than one
    figure of a group beside its own could tell others (docs/decisions/084).
    """
    found: set[int] = set()
    for row in rows:
        if row.asked_id is not None:
            found.add(row.asked_id)
        if row.is_accepted or row.is_open(at):
            found.add(row.asker_id)
    return found
