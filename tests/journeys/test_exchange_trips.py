"""A trip from one project to another: proposed, consented to by both, told of, found by a third."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.journeys.conftest import Person, a_site
from tests.journeys.test_joint_learning import chooses
from tests.journeys.three_countries import HOME, build_met

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
TODAY = datetime.now(UTC).date()
TITLE = "Nine dyers, one basin"
SEEN = "Nine share one basin, and each Friday one of them writes down who used it."


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build_met) as address:
        yield address


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_from_a_proposal_to_what_a_third_country_reads_of_it(
    someone: Someone, scripts: bool
) -> None:
    ines, fatou, ravi = (someone(phone=True, scripts=scripts) for _name in HOME)
    for name, person in (("ines", ines), ("fatou", fatou), ("ravi", ravi)):
        person.signs_in(f"{name}@journey.example")

    trip = proposes(ines)
    consents(ines, trip)
    assert "has not consented yet" in ines.reads()
    only_members_of_the_two_take_part(ravi, trip)

    fatou.goes_to("/initiatives")
    fatou.follows("Exchange trips")
    fatou.follows(TITLE)
    fatou.presses("We consent")
    assert "On the way" in fatou.reads()

    tells(ines, trip)
    ravi.goes_to("/projects")
    ravi.follows(HOME["fatou"][2])
    ravi.follows(TITLE)
    for words in (SEEN, "We count our spools each Friday", "Inés Obando", "Fatou Diagne"):
        assert words in ravi.reads()


def proposes(person: Person) -> str:
    """What is refused once keeps all that was typed."""
    person.goes_to("/trips")
    person.follows("Propose a trip")
    page = person.page
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Study tour").check()
    chooses(person, "Who goes", HOME["ines"][2])
    chooses(person, "Where to", HOME["ines"][2])
    page.get_by_label("First day").fill(TODAY.isoformat())
    page.get_by_label("Last day").fill((TODAY + timedelta(days=2)).isoformat())
    page.get_by_label("What do you want to bring home?").fill("How nine share one basin.")
    person.presses("Propose it")
    assert "Choose another one than who goes." in person.reads()
    chooses(person, "Where to", HOME["fatou"][2])
    person.presses("Propose it")
    assert "How nine share one basin." in person.reads()
    return page.url.removeprefix(person.site)


def consents(person: Person, trip: str) -> None:
    """From then on the plan stays as it is."""
    person.goes_to(trip)
    assert person.page.get_by_role("link", name="Change the plan").count() == 1
    person.presses("We consent")
    assert person.page.get_by_role("link", name="Change the plan").count() == 0
    person.presses("I take part")


def only_members_of_the_two_take_part(person: Person, trip: str) -> None:
    person.goes_to(trip)
    for name in ("We consent", "I take part"):
        assert person.page.get_by_role("button", name=name).count() == 0


def tells(person: Person, trip: str) -> None:
    person.goes_to(trip)
    person.follows("Write the report")
    person.page.get_by_label("What you saw, and what surprised you").fill(SEEN)
    person.page.get_by_label("What follows from it").fill("We count our spools each Friday.")
    person.presses("Keep the report")
