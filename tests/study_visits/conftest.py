"""A week of visits, and one of them whose host agrees to photos; some tests make another."""

import pytest

from lms.accounts.models import User
from lms.programmes.models import Programme
from lms.study_visits.models import StudyVisit
from tests.people import People
from tests.study_visits.factories import a_participant, a_visit, a_week_of_visits, allowed


@pytest.fixture
def programme(people: People) -> Programme:
    return a_week_of_visits(people)


@pytest.fixture
def visit(programme: Programme, people: People) -> StudyVisit:
    """Its host agrees to photos, and to nothing outside the programme."""
    found = a_visit(programme)
    allowed(found, people.coordinator, photos=True)
    return found


@pytest.fixture
def ines(programme: Programme) -> User:
    return a_participant(programme)
