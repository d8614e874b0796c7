"""Each rule with a file that breaks it; `test_the_example_is_in_order` is the good file of all."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from lms import content
from lms.content.checks import check
from lms.content.cli import content as command
from lms.content.coverage import Coverage
from tests.content.tree import CASE, COURSE, DAY, FRAMEWORK, LESSON, QUIZ, STUDY, Tree

RULES = yaml.safe_load(Path(__file__).with_name("faults.yml").read_text(encoding="utf-8"))
ES_LESSON = LESSON.replace("/en/", "/es/")


def test_the_example_is_in_order(tree: Tree) -> None:
    report = tree.check()

    assert (report.faults, report.notices) == ((), ())


@pytest.mark.parametrize("rule", RULES, ids=[rule["rule"] for rule in RULES])
def test_a_spoilt_file_is_named_with_its_line_and_field(tree: Tree, rule: dict[str, str]) -> None:
    tree.edit(rule["file"], rule["old"], rule["new"])

    assert rule["fault"] in tree.faults()


@pytest.mark.parametrize(
    ("count", "accepted"), [(499, False), (500, True), (900, True), (901, False)]
)
def test_a_lesson_has_five_to_nine_hundred_words(tree: Tree, count: int, accepted: bool) -> None:
    others = 27
    tree.edit(LESSON, "Firms that stand alone buy dear.\n" * 90, "word " * (count - others) + "\n")

    fault = f"{LESSON}:11 has {count} words; a lesson has 500 to 900."
    assert tree.faults() == ([] if accepted else [fault])


@pytest.mark.parametrize("count", [5, 11])
def test_a_quiz_has_six_to_ten_questions(tree: Tree, count: int) -> None:
    questions = tree.text(QUIZ).split("  - id: ")
    rest = [questions[1].replace("a1-q1", f"a1-x{place}") for place in range(count)]
    tree.write(QUIZ, "  - id: ".join([questions[0], *rest]))

    assert tree.faults() == [f"{QUIZ}:3 questions: are {count}; a day has 6 to 10."]


def test_code_is_not_read_as_text(tree: Tree) -> None:
    tree.edit(DAY, "Sort ten cards.", "~~~\n# [x](../y)\n!!! odd\n~~~\n\nAnd `[x](../y)`.")

    assert tree.faults() == []


def test_whole_addresses_may_be_linked_to(tree: Tree) -> None:
    tree.edit(DAY, "Sort ten cards.", "[a](https://a.example) [b](#activity) <mailto:c@d.example>")

    assert tree.faults() == []


def test_a_fault_in_one_file_brings_no_fault_in_others(tree: Tree) -> None:
    tree.edit(LESSON, "minutes: 25", "minutes: soon")

    assert tree.faults() == [f"{LESSON}:5 minutes: must be a whole number."]


def test_a_fault_in_a_day_brings_no_fault_for_its_lessons(tree: Tree) -> None:
    tree.edit(DAY, "title: Isolation\n", "")
    tree.edit("courses/sample/en/a1/2-second.md", "case:mill", "lesson:sample/a1-1")

    assert tree.faults() == [f"{DAY}:2 title: is missing."]


def test_all_faults_of_a_file_are_told_at_once(tree: Tree) -> None:
    tree.edit(LESSON, "minutes: 25", "minutes: soon")
    tree.edit(LESSON, "summary: What a cluster is.\n", "")

    assert len(tree.faults()) == 2


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (FRAMEWORK, f"{FRAMEWORK}:1 does not exist."),
        (COURSE, f"{COURSE}:1 does not exist."),
        (DAY, f"{DAY}:1 does not exist."),
        (QUIZ, f"{QUIZ}:1 does not exist."),
        (STUDY, f"{STUDY}:1 does not exist."),
        (CASE, f"{CASE}:1 does not exist."),
        (
            "courses/sample/en/fieldwork/w1.md",
            "courses/sample/en/fieldwork/w1.md:1 does not exist.",
        ),
    ],
)
def test_a_missing_file_is_named(tree: Tree, file: str, fault: str) -> None:
    (tree.root / file).unlink()

    assert fault in tree.faults()


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("courses/sample/en/a2/day.md", "", "is named by no course.yml."),
        ("courses/sample/en/fieldwork/w2.md", "", "is named by no course.yml."),
        ("courses/sample/en/a1/notes.md", "", "is no lesson: lessons are named like"),
        ("courses/sample/en/a1/3-third.md", "---\nid: a\n---\n", "has no text."),
        (DAY, "---\nid: a1\n---\n## Activity\n", "has no section '## Trainer's script'"),
    ],
)
def test_a_file_that_does_not_belong_is_named(tree: Tree, file: str, text: str, said: str) -> None:
    tree.write(file, text)

    assert any(fault.startswith(f"{file}:") and said in fault for fault in tree.faults())


def test_a_translation_into_a_language_that_the_course_does_not_name_is_told(tree: Tree) -> None:
    """It would be read by nobody, and nothing would say so."""
    tree.write("courses/sample/es/a1/1-first.md", "")

    assert "courses/sample/es:1 is no language that course.yml names." in tree.faults()


def test_a_file_in_another_encoding_is_named(tree: Tree) -> None:
    (tree.root / STUDY).write_bytes("id: méll".encode("latin-1"))

    assert f"{STUDY}:1 is not text in UTF-8." in tree.faults()


def test_what_is_not_written_yet_is_a_notice(tree: Tree) -> None:
    tree.edit(LESSON, "cases: []", "cases: [jaipur]")
    tree.edit(LESSON, "case:mill", "case:tirupur")
    tree.edit(LESSON, "day:sample/a1", "day:sample/a7")
    tree.edit(LESSON, "lesson:sample/a1-2", "lesson:sample/a7-2")

    report = tree.check()

    assert report.faults == ()
    assert [str(notice).removeprefix(f"{LESSON}:") for notice in report.notices] == [
        "7 cases.0: names the case 'jaipur', which is not written yet.",
        "104 names the case 'tirupur', which is not written yet.",
        "104 names the day 'sample/a7', which is not written yet.",
        "104 names the lesson 'sample/a7-2', which is not written yet.",
    ]


@pytest.fixture
def spanish(tree: Tree) -> Tree:
    """The example with its first lesson and its quiz in Spanish."""
    tree.edit(COURSE, "languages: [en]", "languages: [en, es]")
    for file in (LESSON, QUIZ):
        tree.write(file.replace("/en/", "/es/"), tree.text(file))
    return tree


def test_an_untranslated_item_is_coverage_and_no_fault(spanish: Tree) -> None:
    report = spanish.check()

    assert report.faults == ()
    assert report.coverage == (
        Coverage("en", 32, 32),
        Coverage("es", 8, 32),
        Coverage("fr", 1, 32),
    )
    assert [part.percent for part in report.coverage] == [100, 25, 3]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (LESSON, "minutes: 25", "minutes: 30", f"5 minutes: differs from {LESSON}."),
        (
            LESSON,
            "id: a1-1",
            "id: a1-7",
            "2 id: is 'a1-7', which the first language lacks.",
        ),
        (LESSON, "## A heading", "#A heading", "102 has a heading of level 1; it must be 2."),
        (
            QUIZ,
            "right: true, why: Alone",
            "why: Alone",
            "7 questions.0.options: need exactly one with 'right: true'; 0 have it.",
        ),
        (
            QUIZ,
            "answer: 88",
            "answer: 89",
            "3 questions: differ from the first language in their ids, kinds or right answers.",
        ),
    ],
)
def test_a_translation_changes_words_only(
    spanish: Tree, file: str, old: str, new: str, fault: str
) -> None:
    file = file.replace("/en/", "/es/")
    spanish.edit(file, old, new)

    assert spanish.faults() == [f"{file}:{fault}"]


def test_a_translated_deliverable_asks_for_the_same_length(spanish: Tree) -> None:
    period = "courses/sample/en/fieldwork/w1.md"
    spanish.edit(period, "rubric: log,", "rubric: log, pages: 2,")
    translated = period.replace("/en/", "/es/")
    spanish.write(translated, spanish.text(period))
    assert spanish.faults() == []

    spanish.edit(translated, "pages: 2", "pages: 3")
    said = f"differ from {period} in rubric, pages or words."
    assert spanish.faults() == [f"{translated}:7 deliverables: {said}"]


def test_an_empty_root_says_what_is_missing(tmp_path: Path) -> None:
    report = check(tmp_path)

    assert [str(fault) for fault in report.faults] == [f"{FRAMEWORK}:1 does not exist."]


@pytest.fixture
def configured(tree: Tree) -> object:
    before = content.root()
    content.configure(tree.root)
    yield tree
    content.configure(before)


def test_the_command_prints_each_fault_and_fails(configured: Tree) -> None:
    configured.edit(LESSON, "minutes: 25", "minutes: soon")
    configured.edit(DAY, "cases: [mill]", "cases: [jaipur]")

    result = CliRunner().invoke(command, ["check"])

    assert result.exit_code == 1
    assert result.output == (
        f"{LESSON}:5 minutes: must be a whole number.\n"
        f"planned: {DAY}:5 cases.0: names the case 'jaipur', which is not written yet.\n"
        "en: 30 of 30 texts\nes: 6 of 30 texts\nfr: 1 of 30 texts\n"
        "1 faults, 1 planned\n"
    )


def test_the_command_is_content_with_content_in_order(configured: Tree) -> None:
    result = CliRunner().invoke(command, ["check"])

    assert result.exit_code == 0
    assert result.output.endswith("0 faults, 0 planned\n")
