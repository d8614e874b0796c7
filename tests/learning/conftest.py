"""A small course of our own: two days, three lessons, every kind of question, two field weeks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lms import content
from lms.content.course import Course
from lms.learning.models import Enrolment
from tests.people import People, enrolment_of

SMALL = Path(__file__).parent / "library"


@pytest.fixture(autouse=True)
def small_library() -> Iterator[None]:
    before = content.root()
    content.configure(SMALL)
    yield
    content.configure(before)


@pytest.fixture
def course() -> Course:
    return content.library().courses["cluster-broker"]


@pytest.fixture
def trainee(people: People) -> Enrolment:
    """Ana's enrolment; her edition is loaded."""
    return enrolment_of(people.trainee, people.edition)
