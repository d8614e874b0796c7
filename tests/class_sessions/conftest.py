from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from lms.class_sessions.models import ClassSession
from lms.class_sessions.views import calendar, check_in, feeds, registers, room, timetable
from lms.editions.models import Enrolment
from tests.class_sessions.factories import a_session
from tests.people import People, enrolment_of

SetClock = Callable[[datetime], None]
PAGES = (calendar, check_in, feeds, registers, room, timetable)


@pytest.fixture
def trainee(people: People) -> Enrolment:
    """Ana's enrolment."""
    return enrolment_of(people.trainee, people.edition)


@pytest.fixture
def classmate(people: People) -> Enrolment:
    """Bruno's enrolment."""
    return enrolment_of(people.classmate, people.edition)


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Set the clock of these pages; sign-ins go on by the real one."""

    def set_clock(at: datetime) -> None:
        for module in PAGES:
            monkeypatch.setattr(module, "clock", SimpleNamespace(now=lambda: at))

    return set_clock


@pytest.fixture
def start(now: datetime) -> datetime:
    """Some minutes ago, so that check-in is open now and nobody is late."""
    return now.replace(second=0, microsecond=0) - timedelta(minutes=3)


@pytest.fixture
def session(people: People, start: datetime) -> ClassSession:
    return a_session(people.edition, starts_at=start, has_check_in=True)
