"""An entry may start from a kind of work, which brings its step, questions and proofs along."""

import pytest

from lms.db import db
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def begun(ana: Visitor, placement: Placement, template: str) -> tuple[str, str]:
    """The kind of work and the step that are chosen on the page."""
    ana.get(f"/placements/{placement.id}/entries/new?template={template}")
    work = [box.attrs["value"] for box in ana.all("[name=activity]") if "checked" in box.attrs]
    step = [row.attrs["value"] for row in ana.all("[name=step] option[selected]")]
    return "".join(work), "".join(step)


@pytest.mark.parametrize(
    ("template", "step"),
    [
        ("visit", "diagnosis"),
        ("meeting", "trust_building"),
        ("interview", "diagnosis"),
        ("workshop", "capability_building"),
        ("linkage", "implementation"),
        ("analysis", "vision"),
        ("travel", "vision"),
        ("supervision", "vision"),
    ],
)
def test_it_brings_the_kind_of_work_and_its_step(
    ana: Visitor, placement: Placement, template: str, step: str
) -> None:
    an_entry(placement, step="vision")
    assert begun(ana, placement, template) == (template, step)


def test_a_network_goes_on_where_its_last_entry_stood(ana: Visitor, placement: Placement) -> None:
    placement.project.kind = "horizontal"
    an_entry(placement, step="pilot_project")
    db.session.commit()
    assert begun(ana, placement, "visit") == ("visit", "pilot_project")


def test_it_asks_its_own_questions_and_says_what_proves_it(
    ana: Visitor, placement: Placement
) -> None:
    begun(ana, placement, "meeting")
    assert "Who came and who was absent?" in ana.text()
    assert "What proves it: the list of who came" in ana.text()


@pytest.mark.parametrize("template", ["", "unheard-of"])
def test_without_one_nothing_is_chosen(ana: Visitor, placement: Placement, template: str) -> None:
    assert begun(ana, placement, template) == ("", "")


def test_each_field_says_who_sees_it(ana: Visitor, placement: Placement) -> None:
    begun(ana, placement, "visit")
    silent = [
        node.to_text()
        for node in ana.all("form.form .field")
        if "Your supervisor sees" not in node.to_text() and not node.query("[name^=met-]")
    ]
    assert silent == []
