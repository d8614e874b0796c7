"""Enter a figure, see it among others without a name, and be introduced to a better one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Person, a_site
from tests.journeys.six_clusters import SAID, build

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
MEASURE, BETTER = "Costs that firms pay", "Sugar boilers of Diriomo"
ASKED = "How did you bring the firms to pay?"


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_from_a_figure_to_an_introduction(someone: Someone, scripts: bool) -> None:
    ines, otto = (someone(phone=True, scripts=scripts) for _person in range(2))
    carla = someone(scripts=scripts)
    for name, person in (("ines", ines), ("otto", otto), ("carla", carla)):
        person.signs_in(f"{name}@people.example")

    enters(ines, "Sweet makers of Masaya", "58,5")
    enters(otto, BETTER, "83")
    assert "No figures of others yet" in otto.reads()
    releases(carla)

    sees_the_dots(ines)
    asks(ines)
    accepts(otto)
    is_introduced(ines)


def enters(person: Person, project: str, figure: str) -> None:
    person.goes_to("/programmes")
    person.follows("Benchmarking")
    person.follows(project)
    person.follows("Enter")
    person.page.get_by_label("Figure", exact=True).fill("most of it")
    person.presses("Keep the figure")
    assert "Write a number such as 1250 or 7,5" in person.reads()
    person.page.get_by_label("Figure", exact=True).fill(figure)
    person.presses("Keep the figure")
    assert "Others see it with the next release" in person.page.content()


def releases(person: Person) -> None:
    person.goes_to("/benchmarks")
    person.follows("Working together")
    person.follows("Release what waits")
    assert "6: " in person.reads()
    person.presses("Release them")
    assert "6 figures are shown from now on." in person.page.content()


def sees_the_dots(person: Person) -> None:
    person.goes_to("/benchmarks")
    person.follows("Working together")
    person.follows(MEASURE)
    dots = person.page.get_by_role("img", name=MEASURE)
    assert dots.locator(".dot-hidden").count() == len(SAID) + 1
    assert dots.locator(".dot-mine").count() == 1
    assert "1 of those you see does better." in person.reads()
    assert BETTER not in person.reads()


def asks(person: Person) -> None:
    person.follows("Ask one that does better")
    person.page.get_by_label("What do you want to learn from them?").fill(ASKED)
    person.presses("Send the request")
    assert "You hear of it when somebody answers." in person.reads()
    assert BETTER not in person.page.content()


def accepts(person: Person) -> None:
    person.goes_to("/")
    person.follows("Read and answer it")
    assert ASKED in person.reads()
    person.page.get_by_label("A word to it").fill("Come on Friday.")
    person.presses("Accept")


def is_introduced(person: Person) -> None:
    person.goes_to("/benchmarks")
    person.follows("Introductions")
    person.follows(BETTER)
    assert "Come on Friday." in person.reads()
    person.follows("Begin an initiative from this")
    assert f"Sweet makers of Masaya meets {BETTER}" in person.reads()
