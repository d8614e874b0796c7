"""Three people, one proposal: an objection with a reason, an amendment, consent, an outcome."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
REASON = "Two of the firms have no money before the harvest."


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_object_amend_consent_and_conclude(someone: Someone, scripts: bool) -> None:
    opener, objector, third = (someone(phone=True, scripts=scripts) for _person in range(3))
    opener.signs_in("trainee@journey.example")
    proposes(opener)
    topic = opener.page.url

    objects(objector)
    amends(opener, topic)
    third.signs_in("coordinator@journey.example")
    for person in (objector, third):
        agrees(person, topic)
    assert "2 people have spoken. Nobody objects." in third.reads()

    concludes(opener, topic)
    objector.page.goto(topic)
    objector.looks()
    assert "After the harvest, half each." in objector.reads()
    objector.follows("Record")
    assert REASON in objector.reads()


def proposes(person: Person) -> None:
    person.goes_to("/forum")
    person.follows("Cluster brokers, first intake")
    person.follows("Decide together")
    person.follows("Consent")
    person.page.get_by_label("Title").fill("Who pays for the first visit?")
    person.page.get_by_label("Why now, and what one should know").fill("We go in June.")
    person.page.get_by_label("The proposal").fill("Each firm pays half of it.")
    person.presses("Begin the decision")


def objects(person: Person) -> None:
    person.signs_in("supervisor@journey.example")
    person.goes_to("/forum/catch-up")
    person.follows("Who pays for the first visit?")
    speaks(person, "I object")
    assert "an objection without a reason helps nobody" in person.reads()
    speaks(person, "I object", REASON)
    assert "1 objection stands." in person.reads()


def agrees(person: Person, topic: str) -> None:
    person.page.goto(topic)
    person.looks()
    speaks(person, "I agree")


def speaks(person: Person, answer: str, reason: str = "") -> None:
    person.page.locator(".choice", has_text=answer).first.get_by_role("radio").check()
    person.page.get_by_label("Your reason").fill(reason)
    button = person.page.locator("form", has=person.page.locator(".choices")).get_by_role("button")
    with person.page.expect_navigation():
        button.click()
    person.looks()


def amends(person: Person, topic: str) -> None:
    person.page.goto(topic)
    person.follows("Amend it")
    person.page.get_by_label("The proposal").fill("Each firm pays half of it after the harvest.")
    person.page.get_by_label("Why?").fill("Two firms have no money before it.")
    person.presses("Ask anew")
    assert "0 people have spoken." in person.reads()


def concludes(person: Person, topic: str) -> None:
    person.page.goto(topic)
    person.follows("Move the closing")
    person.page.locator("#now-reason").fill("All who go have spoken.")
    person.presses("Close it now")
    person.follows("Write the outcome")
    person.page.get_by_label("What was decided").fill("After the harvest, half each.")
    person.presses("Keep the outcome")
