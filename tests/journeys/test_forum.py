"""A topic from the first question to a decision about a post, with and without scripts."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_ask_answer_quote_report_and_decide(someone: Someone, scripts: bool) -> None:
    asker, answerer = someone(phone=True, scripts=scripts), someone(phone=True, scripts=scripts)
    asker.signs_in("trainee@journey.example")
    asks(asker, "Who pays for the first visit?", "The firms say: *the project*.")
    topic = asker.page.url

    answerer.signs_in("supervisor@journey.example")
    answerer.goes_to("/forum")
    answerer.follows("What is new for you")
    answerer.follows("Who pays for the first visit?")
    says(answerer, "Half of it, and I name no firm.")

    quotes_and_accepts(asker)
    reports(answerer, topic)
    decides(someone(phone=True, scripts=scripts))

    asker.page.goto(topic)
    asker.looks()
    assert "He did not agree to be named." in asker.reads()
    assert "paid nothing" not in asker.reads()


def asks(person: Person, title: str, body: str) -> None:
    person.goes_to("/forum")
    person.follows("Cluster brokers, first intake")
    person.follows("Begin a topic")
    person.page.get_by_label("Question").check()
    person.page.get_by_label("Title").fill(title)
    person.page.get_by_label("Text", exact=True).fill(body)
    person.presses("Preview")
    assert "This is how it will look" in person.reads()
    person.presses("Begin the topic")


def says(person: Person, body: str, *, button: str = "Send") -> None:
    person.page.get_by_label("Your contribution").fill(body)
    person.presses(button)


def quotes_and_accepts(asker: Person) -> None:
    asker.goes_to("/forum/catch-up")
    asker.follows("Who pays for the first visit?")
    asker.page.locator("#post-2").get_by_role("link", name="Quote").click()
    typed = asker.page.get_by_label("Your contribution").input_value()
    assert "> Half of it, and I name no firm." in typed
    body = typed + "Thank you. Ramesh of the dye house paid nothing."
    says(asker, body, button="Send the answer")
    with asker.page.expect_navigation():
        asker.page.locator("#post-2").get_by_role("button", name="This answers it").click()
    assert "Resolved" in asker.reads()


def reports(person: Person, topic: str) -> None:
    person.page.goto(topic)
    person.page.locator("#post-3").get_by_role("link", name="Report").click()
    person.looks()
    person.page.get_by_label("It names a person or a firm").check()
    person.presses("Report the post")


def decides(coordinator: Person) -> None:
    coordinator.signs_in("coordinator@journey.example")
    coordinator.goes_to("/forum")
    coordinator.follows("To look at: 1")
    coordinator.follows("Who pays for the first visit?")
    coordinator.page.get_by_label("Reason").fill("He did not agree to be named.")
    coordinator.presses("Remove the post")
    assert "Nothing waits for you" in coordinator.reads()


def test_split_a_topic_and_move_what_was_split_off(someone: Someone) -> None:
    """On a phone without scripts, by somebody who leads both spaces."""
    asker, leader = (someone(phone=True, scripts=False) for _person in range(2))
    asker.signs_in("trainee@journey.example")
    asks(asker, "Who pays for the first visit?", "The firms say: *the project*.")
    topic = asker.page.url
    says(asker, "Another thing: which bus goes there at six?")

    leader.signs_in("administrator@journey.example")
    opens_a_space(leader, "Supervisors’ room")
    splits(leader, topic, "Post 2", "Buses at six")
    leader.follows("Put this topic in order")
    leader.page.get_by_label("Supervisors’ room").check()
    leader.presses("Move the topic")
    assert "which bus goes there at six?" in leader.reads()
    leader.page.goto(topic)
    leader.follows("Buses at six")

    asker.page.goto(topic)
    asker.looks()
    assert "Buses at six" not in asker.reads()
    assert "The firms say" in asker.reads()


def opens_a_space(leader: Person, name: str) -> None:
    leader.goes_to("/forum/spaces/new")
    leader.page.get_by_label("Name").fill(name)
    leader.page.get_by_label("What it is for").fill("How others supervise.")
    leader.page.get_by_label("Trainers, supervisors, assessors and coordinators").check()
    leader.presses("Open the space")


def splits(leader: Person, topic: str, post: str, title: str) -> None:
    leader.page.goto(topic)
    leader.follows("Put this topic in order")
    leader.follows("Choose posts")
    leader.page.get_by_label(post).check()
    leader.page.get_by_label("Title of the new topic").fill(title)
    leader.presses("Make a new topic of them")
    assert title in leader.reads()
