"""Which state of an entry may follow which, and whose word it takes. Nothing else may happen."""

from typing import Final

from lms.logbook.models import LogEntry

TRAINEE: Final = "trainee"
REVIEWER: Final = "reviewer"
COORDINATOR: Final = "coordinator"
AT_ONCE: Final = "the reviewer, within seconds"
TRANSITIONS: Final = {
    ("draft", "submitted"): {TRAINEE},
    ("returned", "submitted"): {TRAINEE},
    ("queried", "submitted"): {TRAINEE},
    ("submitted", "draft"): {TRAINEE},
    ("submitted", "approved"): {REVIEWER},
    ("submitted", "returned"): {REVIEWER},
    ("submitted", "queried"): {REVIEWER},
    ("queried", "approved"): {REVIEWER},
    ("queried", "returned"): {REVIEWER},
    ("approved", "submitted"): {AT_ONCE},
    ("approved", "queried"): {AT_ONCE},
    ("approved", "returned"): {REVIEWER, COORDINATOR},
    ("approved", "locked"): {COORDINATOR},
    ("draft", "void"): {TRAINEE},
    ("returned", "void"): {TRAINEE},
}
EDITABLE: Final = frozenset({"draft", "returned", "queried"})
WAITING: Final = ("submitted", "queried")
HIDDEN_FROM_REVIEWERS: Final = ("draft", "void")


class IllegalTransitionError(Exception):
    """The entry has moved on since the page was opened."""


def may_move(entry: LogEntry, to: str, role: str) -> bool:
    return role in TRANSITIONS.get((entry.state, to), set())


def move(entry: LogEntry, to: str, role: str) -> None:
    if not may_move(entry, to, role):
        raise IllegalTransitionError(f"{entry.state} → {to} by {role}")
    entry.state = to
