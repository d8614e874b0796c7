from collections.abc import Callable
from datetime import datetime

import pytest

from lms import clock
from lms.learning.models import Enrolment
from tests.people import People, enrolment_of


@pytest.fixture
def trainee(people: People) -> Enrolment:
    """Ana's enrolment."""
    return enrolment_of(people.trainee, people.edition)


@pytest.fixture
def classmate(people: People) -> Enrolment:
    """Bruno's enrolment."""
    return enrolment_of(people.classmate, people.edition)


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock that views read."""

    def set_clock(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    return set_clock
