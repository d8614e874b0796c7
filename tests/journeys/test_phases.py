"""A year with a network, in the demo world: from the proofs of a milestone to the next phase."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms.content import library
from lms.content.field_period import FieldworkPeriod
from lms.demo.world import PASSWORD
from tests.journeys.conftest import PHONE, Person, serving
from tests.prepared import drop, the_demo_world

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
SEEN = "Le carnet est chez V2 ; appelez V10 au sujet du premier lot."


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    database = the_demo_world(database_url).copied(tmp_path)
    with serving(tmp_path, database) as address:
        yield address
    drop(database)


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "phone without scripts"])
def test_from_the_proofs_of_a_milestone_to_the_next_phase(someone: Someone, scripts: bool) -> None:
    periods = library().courses["horizontal-network-broker"].fieldwork.periods
    trainee = someone(phone=True, scripts=scripts)
    trainee.signs_in("trainee-horizontal@demo.example", PASSWORD)
    sees_where_it_stands_on_one_screen(trainee, periods[2])
    asks_for_the_gate(trainee, periods[2])
    supervisor = someone(phone=True, scripts=scripts)
    supervisor.signs_in("supervisor2@demo.example", PASSWORD)
    opens_the_gate(supervisor)
    is_in_the_next_phase(trainee, periods[3])


def sees_where_it_stands_on_one_screen(trainee: Person, phase: FieldworkPeriod) -> None:
    trainee.goes_to("/fieldwork")
    standing = trainee.page.get_by_role("region", name="Où en est le travail de terrain")
    box = standing.bounding_box()
    assert phase.milestone
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]
    for said in (
        "Phase 3 sur 5",
        phase.milestone.title,
        "En retard sur le plan",
        "3 sur 6 entrées",
    ):
        assert said in standing.inner_text()


def asks_for_the_gate(trainee: Person, phase: FieldworkPeriod) -> None:
    trainee.follows(phase.title)
    trainee.presses("Demander le passage")
    assert "Dites en une phrase où votre superviseur peut le voir." in trainee.reads()
    assert phase.milestone
    for proof in phase.milestone.proof:
        trainee.page.get_by_label(proof).fill(SEEN)
    trainee.presses("Demander le passage")
    assert "En attente du superviseur" in trainee.reads()


def opens_the_gate(supervisor: Person) -> None:
    supervisor.follows("Rokhaya Mbengane")
    assert SEEN in supervisor.reads()
    supervisor.presses("Ouvrir le passage")
    assert "Choisissez un échelon." in supervisor.reads()
    supervisor.page.get_by_label("seul, avec une relecture ensuite").check()
    supervisor.page.get_by_label("Vos raisons").fill("J’ai choisi un reçu : trouvé en une minute.")
    supervisor.presses("Ouvrir le passage")
    assert "Atteint le" in supervisor.reads()


def is_in_the_next_phase(trainee: Person, phase: FieldworkPeriod) -> None:
    trainee.goes_to("/fieldwork")
    assert "Phase 4 sur 5" in trainee.reads()
    present = trainee.page.locator(".phase-now")
    assert phase.title in (present.text_content() or "")
    assert present.locator("[aria-current=step]").count() == 1


def test_no_guide_is_wider_than_a_phone(someone: Someone) -> None:
    reader = someone(phone=True)
    for guide in library().guides:
        reader.goes_to(f"/guides/{guide}")
