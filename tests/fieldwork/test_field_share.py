"""At least so much of the time is spent among the firms; less is said, and stops no entry."""

import pytest

from lms.logbook.field_share import field_share
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.signoffs.factories import approved
from tests.visitor import Visitor

SHORT = "of the approved hours were spent in the field, 60% are asked"


@pytest.fixture
def placement(people: People) -> Placement:
    row = a_placement(people, days_ago=20, days_long=15)
    row.requirement_set.rules = {"periods": [], "field_share_min": 0.6}
    return row


@pytest.mark.parametrize(
    ("minutes", "percent", "is_met"),
    [
        ({"field": 60, "desk": 40}, 60, True),
        ({"field": 599, "desk": 401}, 59, False),
        ({"desk": 10}, 0, False),
        ({"field": 10}, 100, True),
    ],
)
def test_a_share_just_below_is_not_rounded_up(
    placement: Placement, minutes: dict[str, int], percent: int, is_met: bool
) -> None:
    share = field_share(placement, minutes)
    assert share
    assert (share.percent, share.least, share.is_met) == (percent, 60, is_met)


def test_before_the_first_minute_and_without_a_rule_nothing_is_said(placement: Placement) -> None:
    assert field_share(placement, {}) is None
    placement.requirement_set.rules = {"periods": []}
    assert field_share(placement, {"desk": 60}) is None


def test_the_trainee_and_the_supervisor_see_it(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    an_entry(placement, state="submitted", activity="analysis")
    for person in (people.trainee, people.supervisor):
        visitor.signed_in(person).get(f"/placements/{placement.id}")
        assert "Too little in the field 0% of the hours handed in" in visitor.text()

    an_entry(placement, state="submitted", minutes=600)
    visitor.get(f"/placements/{placement.id}")
    assert "Too little in the field" not in visitor.text()
    assert "at least 60% are asked" in visitor.text()


def test_too_little_in_the_field_stands_before_the_sign_off(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    approved(placement, people, activity="analysis")
    approved(placement, people)
    placement.state = "completing"
    visitor.signed_in(people.supervisor).get(f"/placements/{placement.id}/sign-off")
    assert f"50% {SHORT}" in visitor.text()


def test_the_control_enough_in_the_field_is_not_mentioned(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    approved(placement, people)
    placement.state = "completing"
    visitor.signed_in(people.supervisor).get(f"/placements/{placement.id}/sign-off")
    assert SHORT not in visitor.text()


def test_only_a_coordinator_lets_it_pass(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    approved(placement, people, activity="analysis")
    placement.state = "completing"
    page, form = f"/placements/{placement.id}/sign-off", {"said": "Most firms have no road now."}

    visitor.signed_in(people.supervisor).post(f"{page}/waiver", form, status=403)
    visitor.get(page)
    assert f"0% {SHORT}" in visitor.text()

    visitor.signed_in(people.coordinator).post(f"{page}/waiver", form)
    visitor.get(page)
    assert SHORT not in visitor.text()
