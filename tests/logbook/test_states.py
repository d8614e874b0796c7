from itertools import product

import pytest

from lms.logbook.models import LogEntry
from lms.logbook.states import (
    AT_ONCE,
    COORDINATOR,
    REVIEWER,
    TRAINEE,
    TRANSITIONS,
    IllegalTransitionError,
    move,
)

STATES = ("draft", "submitted", "queried", "returned", "approved", "locked", "void")
ROLES = (TRAINEE, REVIEWER, COORDINATOR, AT_ONCE)


@pytest.mark.parametrize(("before", "after", "role"), list(product(STATES, STATES, ROLES)))
def test_only_the_table_moves_an_entry(before: str, after: str, role: str) -> None:
    entry = LogEntry(state=before)

    if role in TRANSITIONS.get((before, after), set()):
        move(entry, after, role)
        assert entry.state == after
    else:
        with pytest.raises(IllegalTransitionError):
            move(entry, after, role)
        assert entry.state == before


def test_no_trainee_approves_and_nothing_leaves_the_record() -> None:
    assert not [
        pair for pair, roles in TRANSITIONS.items() if pair[1] == "approved" and TRAINEE in roles
    ]
    assert not [pair for pair in TRANSITIONS if pair[0] in {"void", "locked"}]
