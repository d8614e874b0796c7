"""A case from the decision to the released grade, and the same case opened in class."""

from collections.abc import Callable

import pytest

from lms.case_studies.words import words
from lms.content import library
from tests.journeys.case_class import REASONS
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]

CASE = "/case-studies/bagru"
CHANGE = " ".join(["I would visit the parents before I speak with their sons."] * 5)
COMMENT = "You name what you missed. Next, weigh the exporter as seriously."


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "phone without scripts"])
def test_a_decision_becomes_a_paper_and_the_paper_a_grade(someone: Someone, scripts: bool) -> None:
    trainee, trainer = someone(phone=True, scripts=scripts), someone()
    trainee.signs_in("trainee@journey.example")
    decides(trainee)
    sees_the_group(trainee)
    hands_in(trainee)
    trainer.signs_in("trainer@journey.example")
    grades(trainer)
    trainee.goes_to(paper_of(trainee))
    assert "92.5 of 100" not in trainee.reads()
    releases(trainer)
    trainee.goes_to(paper_of(trainee))
    assert "92.5 of 100" in trainee.reads()
    assert COMMENT in trainee.reads()
    discusses(trainee)


def decides(trainee: Person) -> None:
    trainee.goes_to(CASE)
    trainee.page.locator("#option-2").check()
    trainee.page.get_by_label("Your reasons").fill("word " * 79)
    trainee.presses("Decide")
    assert "1 word is missing" in trainee.reads()
    assert trainee.page.get_by_label("Your reasons").input_value().count("word") == 79
    trainee.page.get_by_label("Your reasons").fill(REASONS)
    trainee.presses("Decide")
    assert REASONS in trainee.reads()


def sees_the_group(trainee: Person) -> None:
    read = trainee.reads()
    assert "Your edition 3 of 6" in read
    assert read.index("Your edition 3 of 6") < read.index("Where each choice leads")
    assert read.index("Where each choice leads") < read.index("The broker’s strategy")
    trainee.follows("As a table")
    trainee.page.get_by_text("The same figures as a table").first.click()
    assert "Your edition" in trainee.page.locator(".chart-figures table").first.inner_text()
    trainee.looks()
    trainee.follows("Where each choice leads")


def hands_in(trainee: Person) -> None:
    trainee.follows("Write what you would change")
    trainee.page.get_by_label("What I would change").fill("A few words.")
    trainee.presses("Keep as a draft")
    assert "Kept as a draft." in trainee.page.inner_text("body")
    trainee.presses("Hand in")
    assert "37 words are missing" in trainee.reads()
    trainee.page.get_by_label("What I would change").fill(CHANGE)
    trainee.presses("Hand in")
    assert "Handed in. Your trainer will read it." in trainee.page.inner_text("body")


def paper_of(trainee: Person) -> str:
    return trainee.page.url.removeprefix(trainee.site).partition("#")[0]


def grades(trainer: Person) -> None:
    assert "1 case paper to grade" in trainer.reads()
    trainer.follows("Open the list")
    trainer.follows("Ana Pérez")
    assert CHANGE in trainer.reads()
    for row in library().rubrics["case"].criteria:
        level = 4 if row.id == "case" else 3
        trainer.page.locator(f"#level-{row.id}-{level}").check()
    trainer.presses("Save and next")
    assert "Name one strength and one next step" in trainer.reads()
    trainer.page.get_by_label("Comment: one strength").fill(COMMENT)
    trainer.presses("Save and next")
    assert "No case paper waits" in trainer.reads()


def releases(trainer: Person) -> None:
    trainer.follows("Not released yet")
    trainer.presses("Release 1 grade")
    assert "1 grade is released" in trainer.page.inner_text("body")


def discusses(trainee: Person) -> None:
    trainee.goes_to(paper_of(trainee).replace("/paper", "/discussion"))
    trainee.page.get_by_label("Your contribution").fill("**Who** paid in the end?")
    trainee.presses("Preview")
    assert "This is how it will look" in trainee.reads()
    trainee.presses("Send")
    assert trainee.page.locator(".post strong", has_text="Who").count() == 1
    trainee.follows("Change")
    trainee.page.get_by_label("Your contribution").fill("Who paid, and how much?")
    trainee.presses("Save the change")
    assert "Who paid, and how much?" in trainee.reads()


def test_a_class_is_told_and_nothing_typed_is_lost(someone: Someone) -> None:
    late, trainer = someone(phone=True), someone()
    late.signs_in("late@journey.example")
    late.goes_to(CASE)
    late.page.get_by_label("Your reasons").press_sequentially("Half a thought")
    late.page.get_by_text("Kept on this device").wait_for()
    trainer.signs_in("trainer@journey.example")
    trainer.goes_to("/editions/1/case-studies/bagru")
    assert "5 of 7 have decided" in trainer.reads()
    trainer.page.get_by_role("button", name="Open what happened for everyone").click()
    trainer.presses("Open it for everyone")

    late.goes_to(CASE)

    assert "opened this case for your whole edition" in late.reads()
    assert "The broker’s strategy" in late.reads()
    assert late.page.get_by_label("Your reasons").input_value() == "Half a thought"
    late.page.locator("#option-0").check()
    late.page.get_by_label("Your reasons").fill(REASONS)
    late.presses("Decide")
    assert "after the class opened it" in late.reads()
    sees_it_without_loading_the_page_again(trainer)


def sees_it_without_loading_the_page_again(trainer: Person) -> None:
    """The part asks every 20 seconds; here every second."""
    trainer.page.evaluate(
        "() => { const part = document.querySelector('fresh-part');"
        "part.setAttribute('every', '1'); part.replaceWith(part); }"
    )
    trainer.page.get_by_text("6 of 7 have decided").wait_for()
    assert "after opening" in trainer.reads()
    trainer.looks()


TEXTS = [
    "",
    "one",
    "a — b",
    "l'artisan 2001 80%",
    "कारीगर मिले",
    "two\u00a0words three\u3000four",
    "next\u0085line and\u001cfile",
    "mark\ufeffmark",
    "zero\u200bwidth",
    "½ ² Ⅳ ーー 々",
    " ... -- !! ",
]


def test_the_browser_counts_words_as_the_server_does(someone: Someone) -> None:
    writer = someone()
    writer.signs_in("late@journey.example")
    writer.goes_to(CASE)
    counted = []
    for text in TEXTS:
        writer.page.get_by_label("Your reasons").fill(text)
        shown = writer.page.locator("word-count > span").first.inner_text()
        counted.append(int(shown.removeprefix("Words so far: ").partition(",")[0]))

    assert counted == [words(text) for text in TEXTS]
