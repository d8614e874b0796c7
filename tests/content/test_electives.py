"""Electives, the final class test and the pages about the source, as files."""

from pathlib import Path

import pytest

from lms.content.coverage import Coverage
from tests.content.tree import (
    COURSE,
    ELECTIVE,
    ELECTIVE_LESSON,
    ELECTIVE_QUIZ,
    GUIDE,
    PAGE,
    Tree,
)


def test_the_fuller_example_is_in_order(fuller: Tree) -> None:
    report = fuller.check()

    assert (report.faults, report.notices) == ((), ())


def test_an_elective_gives_its_guide_lessons_and_quiz(fuller: Tree) -> None:
    library = fuller.load()

    elective = library.electives["el1"]
    assert (elective.ref, elective.minutes, elective.mini_case.minutes) == (
        "electives/el1",
        240,
        75,
    )
    assert [lesson.ref for lesson in elective.lessons] == ["electives/el1-1"]
    assert len(elective.quiz.questions) == 10
    assert '<a href="/case-studies/mill">the mill</a>' in elective.guide.body.html
    assert library.courses["sample"].electives.of == ("el1",)
    assert library.courses["borrower"].electives.of == ()


def test_an_elective_without_translation_keeps_its_texts_of_the_catalogue(fuller: Tree) -> None:
    spanish = fuller.load().electives["el1"].in_language("es")

    assert spanish.title.get("es") == "Muy lejos"
    pieces = [spanish, spanish.guide, spanish.quiz, *spanish.lessons]
    assert [(piece.language, piece.translated) for piece in pieces] == [("en", False)] * 4


def test_an_elective_is_translated_file_by_file(fuller: Tree) -> None:
    fuller.edit(ELECTIVE, "languages: [en]", "languages: [en, es]")
    fuller.write(
        ELECTIVE_LESSON.replace("/en/", "/es/"),
        fuller.text(ELECTIVE_LESSON).replace("A map in hours", "Un mapa en horas"),
    )

    spanish = fuller.load().electives["el1"].in_language("es")

    assert (spanish.lessons[0].title, spanish.lessons[0].translated) == ("Un mapa en horas", True)
    assert (spanish.guide.translated, spanish.quiz.translated) == (False, False)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (ELECTIVE, "id: el1", "id: el2", "1 id: is 'el2'; its place says 'el1'."),
        (ELECTIVE, "minutes: 240\n", "", "1 minutes: is missing."),
        (
            ELECTIVE,
            "instrument: field-log",
            "instrument: log",
            "8 instrument: names the instrument 'log', which does not exist.",
        ),
        (
            ELECTIVE,
            "[mill]",
            "[mil]",
            "7 cases.0: names the case 'mil', which does not exist; did you mean 'mill'?",
        ),
        (
            GUIDE,
            "minutes: 180",
            "minutes: 170",
            "4 rhythm: sums to 230 minutes; elective.yml says 240.",
        ),
        (
            GUIDE,
            "key: rd1",
            "key: rd7",
            "8 reading.0.key: names the reading 'rd7', which does not exist.",
        ),
        (GUIDE, "## Instrument extract\n", "", "10 has 2 sections; it must have 3."),
        (
            GUIDE,
            "## How",
            "### How",
            "10 has a heading of level 3; it must be 2.",
        ),
        (
            ELECTIVE_LESSON,
            "id: el1-1",
            "id: el2-1",
            "2 id: is 'el2-1'; a lesson here begins with 'el1-'.",
        ),
        (
            ELECTIVE_LESSON,
            '!!! try "In your cluster"',
            '!!! note "In your cluster"',
            "11 has 0 call-outs 'try'; a lesson has one, at its end.",
        ),
        (ELECTIVE_QUIZ, "id: el1\n", "id: el3\n", "1 id: is 'el3'; its place says 'el1'."),
        (
            ELECTIVE_QUIZ,
            "source: el1-1",
            "source: el1-7",
            "17 questions.1.source: names the elective's lesson 'electives/el1-7', "
            "which does not exist; did you mean 'electives/el1-1'?",
        ),
        (
            ELECTIVE_QUIZ,
            "right: true, why: People",
            "why: People",
            "7 questions.0.options: need exactly one with 'right: true'; 0 have it.",
        ),
        (
            COURSE,
            "of: [el1]",
            "of: [el7]",
            "15 electives.of.0: names the elective 'el7', which does not exist.",
        ),
        (
            COURSE,
            "required: 1",
            "required: 2",
            "15 electives.of: names 1; 2 are required.",
        ),
        (PAGE, "id: source", "id: origin", "2 id: is 'origin'; its place says 'source'."),
        (PAGE, "case:mill", "../mill", None),
    ],
)
def test_a_spoilt_file_is_named_with_its_line_and_field(
    fuller: Tree, file: str, old: str, new: str, fault: str | None
) -> None:
    fuller.edit(file, old, new)

    fault = fault or (
        "9 links to '../mill'; use case:, guide:, lesson:, day:, or a whole address with https://."
    )
    assert f"{file}:{fault}" in fuller.faults()


def test_an_elective_has_ten_questions(fuller: Tree) -> None:
    fuller.write(ELECTIVE_QUIZ, fuller.text(ELECTIVE_QUIZ).rpartition("  - id: ")[0])

    assert fuller.faults() == [f"{ELECTIVE_QUIZ}:3 questions: are 9; an elective has 10."]


@pytest.mark.parametrize("file", [ELECTIVE, GUIDE, ELECTIVE_QUIZ])
def test_a_missing_file_is_the_only_fault(fuller: Tree, file: str) -> None:
    (fuller.root / file).unlink()

    assert fuller.faults() == [f"{file}:1 does not exist."]


def test_an_elective_is_not_called_as_a_day_is(fuller: Tree) -> None:
    folder = fuller.root / "courses/electives"
    (folder / "el1").rename(folder / "a1")
    fuller.edit(COURSE, "of: [el1]", "of: [a1]")

    day = "courses/sample/en/a1/day.md"
    assert f"{day}:2 id: is 'a1', as in {COURSE}." in fuller.faults()


@pytest.mark.parametrize(("asked", "accepted"), [(3, True), (4, False)])
def test_a_final_test_needs_twice_as_many_questions_as_it_asks(
    tree: Tree, asked: int, accepted: bool
) -> None:
    tree.edit(COURSE, "award: ", f"final_test: {{questions: {asked}, pass: 70}}\naward: ")

    fault = f"{COURSE}:15 final_test.questions: is 4; the days have 6, and 8 are needed."
    assert tree.faults() == ([] if accepted else [fault])


def test_a_course_without_final_test_has_none(tree: Tree) -> None:
    assert tree.load().courses["sample"].final_test is None


def test_a_page_has_its_text_in_the_languages_that_are_written(fuller: Tree) -> None:
    fuller.write(PAGE.replace("en.md", "fr.md"), fuller.text(PAGE).replace("About", "De"))

    page = fuller.load().pages["source"]

    assert (page.title, page.in_language("fr").title) == ("About the source", "De the source")
    assert (page.in_language("es").title, page.in_language("es").translated) == (
        "About the source",
        False,
    )


def test_electives_and_pages_count_as_texts_to_translate(fuller: Tree, tmp_path: Path) -> None:
    assert fuller.check().coverage == (
        Coverage("en", 39, 39),
        Coverage("es", 7, 39),
        Coverage("fr", 1, 39),
    )
