"""Give a voice, change it, and what happens when it cannot be given."""

from datetime import datetime

import pytest

from lms.decisions.models import Decision
from tests.decisions.factories import a_closed_decision, a_decision, a_vote, options, stances
from tests.forum.factories import space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def decision(people: People, now: datetime) -> Decision:
    """A consent that Ana began in the space of her edition."""
    return a_decision(space_of(people.edition, at=now), people.trainee, at=now)


def test_a_voice_is_given_and_changed(visitor: Visitor, people: People, decision: Decision) -> None:
    address = f"/topics/{decision.topic_id}"
    visitor.signed_in(people.classmate).post(f"{address}/voices", a_vote(decision, "agree"))
    visitor.post(f"{address}/voices", a_vote(decision, "aside", reason="I am new here."))

    visitor.get(address)
    assert "1 person has spoken. Nobody objects." in visitor.text()
    assert "Bruno Example · I stand aside I am new here." in visitor.text()
    checked = visitor.all(".choice input[checked]")
    assert [box.attrs["value"] for box in checked] == [str(options(decision)["aside"].id)]


def test_two_tabs_and_two_clicks_are_one_voice(
    visitor: Visitor, people: People, decision: Decision
) -> None:
    one, other = a_vote(decision, "agree"), a_vote(decision, "aside")
    visitor.signed_in(people.classmate)
    for form in (one, other, one, other):
        visitor.post(f"/topics/{decision.topic_id}/voices", form)
    assert len(stances()) == 2
    visitor.get(f"/topics/{decision.topic_id}")
    assert "1 person has spoken" in visitor.text()


def test_the_form_that_a_browser_goes_back_to_says_what_is_chosen_in_it_now(
    visitor: Visitor, people: People, decision: Decision
) -> None:
    form = a_vote(decision, "agree")
    other = form | {"options": a_vote(decision, "object")["options"], "reason": "No money."}
    visitor.signed_in(people.classmate)
    for sent in (form, other, other, form):
        visitor.post(f"/topics/{decision.topic_id}/voices", sent)
    visitor.get(f"/topics/{decision.topic_id}")
    assert "Bruno Example · I object No money." in visitor.text()
    assert len(stances()) == 2


def test_an_objection_without_a_reason_is_asked_for_one(
    visitor: Visitor, people: People, decision: Decision
) -> None:
    address = f"/topics/{decision.topic_id}/voices"
    visitor.signed_in(people.classmate).post(address, a_vote(decision, "object"), status=422)
    assert "an objection without a reason helps nobody" in visitor.text()
    visitor.post(address, a_vote(decision), status=422)
    assert "Choose what you say." in visitor.text()
    assert stances() == []


def test_nobody_speaks_for_another(visitor: Visitor, people: People, decision: Decision) -> None:
    form = a_vote(decision, "agree", person=str(people.trainer.id), voter=str(people.trainer.id))
    visitor.signed_in(people.classmate).post(f"/topics/{decision.topic_id}/voices", form)
    assert [stance.person_id for stance in stances()] == [people.classmate.id]


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("stranger", 404)])
def test_who_does_not_see_it_does_not_speak(
    visitor: Visitor, people: People, decision: Decision, who: str, status: int
) -> None:
    address = f"/topics/{decision.topic_id}/voices"
    person = getattr(people, who)
    visitor.signed_in(person).post(address, a_vote(decision, "agree"), status=status)
    assert stances() == []


def test_a_voice_that_comes_after_the_closing_is_told_so(
    visitor: Visitor, people: People, now: datetime
) -> None:
    decision = a_closed_decision(people, now)
    form = a_vote(decision, "agree", reason="I was on the bus.")
    visitor.signed_in(people.classmate).post(
        f"/topics/{decision.topic_id}/voices", form, status=409
    )
    assert "It was closed before your voice arrived." in visitor.text()
    assert "I was on the bus." in visitor.text()
    assert stances() == []
