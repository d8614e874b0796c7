"""Say what you can show and who sees it; be found by it, and by nobody else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Person, a_site
from tests.journeys.test_joint_learning import chooses
from tests.journeys.three_countries import HOME, build_met

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
OFFER, NEED = "An order book that nobody loses", "Who dries mango in the rain"


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build_met) as address:
        yield address


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_somebody_is_found_by_what_they_show_and_by_those_to_whom_they_show_it(
    someone: Someone, scripts: bool
) -> None:
    ines, fatou, ravi = (someone(phone=True, scripts=scripts) for _name in HOME)
    visitor = someone(phone=True, scripts=scripts)
    for name, person in (("ines", ines), ("fatou", fatou), ("ravi", ravi)):
        person.signs_in(f"{name}@journey.example")

    shows(ines)
    looks_at_themselves(ines)

    looks_for(fatou, "mango")
    assert NEED in fatou.reads()
    looks_for(ravi, "mango")
    assert "Nobody whom you may see is like that" in ravi.reads()
    ravi.follows("Words: mango")
    looks_for(ravi, "order book")
    assert OFFER in ravi.reads()
    assert NEED not in ravi.reads()

    visitor.goes_to("/people")
    assert HOME["ines"][0] not in visitor.reads()
    opens_to_everybody(ines)
    visitor.goes_to("/people")
    assert HOME["ines"][0] in visitor.reads()
    assert OFFER not in visitor.reads()


def shows(person: Person) -> None:
    """The offer to every member, the need to those of her programme."""
    person.goes_to("/people")
    person.follows("What others see of me")
    person.page.get_by_label("I can show…").fill(OFFER)
    person.page.get_by_label("I look for…").fill(NEED)
    chooses(person, "Language 1", "Spanish")
    for part in ("Name", "What I can show"):
        chooses(person, part, "Every member")
    chooses(person, "What I look for", "People of my programmes and editions")
    person.presses("Save what others see")


def looks_at_themselves(person: Person) -> None:
    """The preview is what the others read."""
    card = person.page.get_by_role("article")
    person.follows("a visitor")
    assert "They do not find you" in person.reads()
    person.follows("a member")
    assert OFFER in card.inner_text()
    assert NEED not in card.inner_text()
    person.follows("somebody of my programmes and editions")
    assert NEED in card.inner_text()


def looks_for(person: Person, words: str) -> None:
    person.goes_to("/people")
    person.page.get_by_text("Choose whom to show").click()
    person.page.get_by_label("Words").fill(words)
    person.presses("Show")


def opens_to_everybody(person: Person) -> None:
    person.goes_to("/settings/directory")
    chooses(person, "Name", "Everybody, also without an account")
    person.presses("Save what others see")
