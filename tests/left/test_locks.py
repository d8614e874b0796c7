"""Whatever is locked says why, and where to go to open it."""

import pytest

from lms.learning.models import Enrolment
from tests.fieldwork.factories import a_year
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def small_library() -> None:
    """The courses and cases as they are shipped."""


def lock(visitor: Visitor) -> tuple[str, str]:
    """Its words, and where its link leads."""
    (shown,) = visitor.all(".locked")
    return " ".join(shown.to_text().split()), str(shown.query("a")[0].attrs["href"])


def test_the_certificate(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    page = f"/editions/{people.edition.id}/people/{trainee.id}"

    visitor.signed_in(people.trainee).get(f"{page}/certificate")
    words, href = lock(visitor)
    assert words.startswith("When all are met, the coordinator")
    assert href == f"/editions/{people.edition.id}/left"

    visitor.signed_in(people.coordinator).get(f"{page}/certificate")
    words, href = lock(visitor)
    assert words.startswith("The button to issue the certificate appears here when all are met.")
    assert href == f"{page}/left"


def test_the_rest_of_a_case(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    words, href = lock(visitor)
    assert words == "The rest of the case opens when you have decided. To the decision"
    assert href.startswith("#")
    assert "(opens when you have decided)" in visitor.text()


def test_the_gate_of_a_later_phase(visitor: Visitor, people: People) -> None:
    placement = a_year(people)

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/phases/3")

    assert lock(visitor) == (
        "Its gate opens after the milestone before it. To phase 2",
        f"/placements/{placement.id}/phases/2",
    )
