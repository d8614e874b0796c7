"""Trainees who may write a paper."""

import pytest

from lms.editions.models import Enrolment, Role
from tests.case_studies.factories import finished
from tests.case_studies.papers import CASE
from tests.people import People, a_person, enrol, enrolment_of


@pytest.fixture
def trainees(people: People) -> dict[str, Enrolment]:
    """Ana, Bruno and four more, who have all decided."""
    known = {"ana": people.trainee, "bruno": people.classmate}
    for name in ("celia", "diego", "elena", "fidel"):
        known[name] = a_person(name)
        enrol(known[name], people.edition, Role.TRAINEE)
    for person in known.values():
        finished(person, CASE, edition=people.edition)
    return {name: enrolment_of(person, people.edition) for name, person in known.items()}
