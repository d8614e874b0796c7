"""The path of a quiz that a trainer brings along, from a file with faults to the talk next day."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
FILE = """::Door::Who joined the meeting first? {
=The daughters of the dyers#They had no part in the old quarrel.
~The eldest owner#He waited to see who else would come.
}

::Essay::What do you think of it? {}

::Order::Put the steps in order. {>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none
Diagnosis
Vision
Plan
####1. Look.\\n2. Choose.\\n3. Say who.}

::Open::Which one? {=this ~that

::Pairs::Who does what? {=Broker -> links =Bank -> lends ####1. So.\\n2. And so.}

::Count::How many dye houses are there? {#14:1####Count from the river.}
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "phone without scripts"])
def test_from_a_file_with_faults_to_what_to_talk_about(someone: Someone, scripts: bool) -> None:
    trainer = someone()
    trainer.signs_in("trainer@journey.example")
    makes_a_quiz(trainer)
    adds_what_is_good(trainer)
    opens_it(trainer)
    trainee = someone(phone=True, scripts=scripts)
    trainee.signs_in("trainee@journey.example")
    takes_it(trainee)
    sees_how_it_went(trainer)


def makes_a_quiz(trainer: Person) -> None:
    trainer.follows("Cluster brokers, first intake")
    trainer.follows("Quizzes")
    assert "No quiz of your own yet" in trainer.reads()
    trainer.follows("Make a quiz")
    trainer.presses("On to the questions")
    assert "Write a name" in trainer.reads()
    trainer.page.get_by_label("Name of the quiz").fill("After the visit")
    trainer.presses("On to the questions")


def adds_what_is_good(trainer: Person) -> None:
    trainer.presses("Look at what is read")
    assert "Choose a file, or paste the questions here." in trainer.reads()
    trainer.page.get_by_label("Or paste the questions here").fill(FILE)
    trainer.presses("Look at what is read")
    told = trainer.reads()
    assert "4 questions can be added" in told
    assert "2 questions are refused" in told
    assert "Line 6: ::Essay::What do you think of it? {} It asks for an open text" in told
    assert "Line 14: ::Open::Which one? {=this ~that The answers begin with {" in told
    trainer.page.get_by_text("Right answer and reasons").first.click()
    trainer.looks()
    with trainer.page.expect_navigation():
        trainer.page.get_by_role("button", name="Add 4 questions").first.click()
    trainer.looks()
    assert "4 questions are added." in trainer.page.inner_text("body")


def opens_it(trainer: Person) -> None:
    trainer.follows("See all questions with their answers")
    trainer.page.go_back()
    trainer.page.get_by_label("Place of question 4").fill("1")
    trainer.presses("Save the list")
    assert "How many dye houses" in trainer.page.locator(".set-question").first.inner_text()
    trainer.presses("Open it to the trainees")
    assert "Your trainees can take it now." in trainer.page.inner_text("body")


def takes_it(trainee: Person) -> None:
    trainee.follows("Quiz: After the visit")
    assert "it does not count for the certificate" in trainee.reads()
    trainee.presses("Start the quiz")
    trainee.presses("Send all answers")
    assert "4 questions wait for an answer" in trainee.reads()
    page = trainee.page
    page.get_by_label("Your answer").fill("12")
    page.get_by_label("The daughters of the dyers").check()
    for place, step in enumerate(("Diagnosis", "Vision", "Plan"), 1):
        page.get_by_label(step).select_option(str(place))
    page.get_by_label("Broker").select_option("links")
    page.get_by_label("Bank").select_option("lends")
    trainee.presses("Send all answers")
    told = trainee.reads()
    for sentence in (
        "Quiz passed",
        "3 of 4",
        "They had no part in the old quarrel.",
        "14 (from 13",
    ):
        assert sentence in told
    trainee.follows("Back to the edition")
    trainee.follows("Quizzes")
    assert "After the visit" in trainee.reads()


def sees_how_it_went(trainer: Person) -> None:
    trainer.page.reload()
    trainer.looks()
    trainer.follows("Look at the answers")
    first = trainer.page.locator("section.item").first.inner_text()
    assert "How many dye houses are there?" in first
    assert "0 of 1" in first
    trainer.page.get_by_text("The same figures as a table").first.click()
    trainer.page.get_by_text("How to read the numbers").click()
    trainer.looks()
    assert "Ana" not in trainer.reads()
    answer = trainer.page.request.get(
        trainer.site + trainer.page.locator("a", has_text="GIFT").get_attribute("href")
    )
    assert "attachment" in answer.headers["content-disposition"]
