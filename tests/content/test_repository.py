"""What is really taught, one test a day and a case, so that a failure names its author's file."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from justhtml import JustHTML

from lms.content import library
from lms.content.case_study import CaseStudy
from lms.content.checks import Report, check
from lms.content.class_day import Day
from lms.content.quiz import Question
from lms.content.text import Text

ROOT = Path(__file__).resolve().parents[2]
DAYS = sorted(path.parent for path in ROOT.glob("courses/*/*/*/day.md"))
COURSES = sorted(path.parent.name for path in ROOT.glob("courses/*/course.yml"))
ELECTIVES = sorted(path.parent for path in ROOT.glob("courses/electives/*/elective.yml"))
CASES = sorted(path.parent for path in ROOT.glob("case_studies/*/study.yml"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def report() -> Report:
    return check(ROOT)


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in report().faults if fault.file.startswith(f"{name(folder)}/")]


@pytest.mark.parametrize("folder", DAYS, ids=name)
def test_a_day_is_in_order(folder: Path) -> None:
    assert faults(folder) == []


@pytest.mark.parametrize("folder", ELECTIVES, ids=name)
def test_an_elective_is_in_order(folder: Path) -> None:
    assert faults(folder) == []


@pytest.mark.parametrize("folder", CASES, ids=name)
def test_a_case_is_in_order(folder: Path) -> None:
    assert faults(folder) == []


def test_all_the_rest_is_in_order() -> None:
    elsewhere = [
        str(fault)
        for fault in report().faults
        if not any(fault.file.startswith(f"{name(folder)}/") for folder in DAYS + ELECTIVES + CASES)
    ]

    assert elsewhere == []


@pytest.mark.parametrize("course", COURSES)
def test_a_course_renders_and_its_quizzes_know_their_answers(course: str) -> None:
    days = library().courses[course].days

    unsolved = [ask.id for day in days for ask in day.quiz.questions if not solved(ask)]
    spoilt = [mark for day in days for text in texts_of_day(day) for mark in spoilt_html(text)]

    assert (unsolved, spoilt) == ([], [])


@pytest.mark.parametrize("folder", ELECTIVES, ids=name)
def test_an_elective_renders_and_its_quiz_knows_its_answers(folder: Path) -> None:
    elective = library().electives[folder.name]

    texts = [elective.guide.body, *(lesson.body for lesson in elective.lessons)]

    assert [ask.id for ask in elective.quiz.questions if not solved(ask)] == []
    assert [spoilt for text in texts for spoilt in spoilt_html(text)] == []


def test_every_elective_is_offered_by_a_course() -> None:
    offered = {wanted for course in library().courses.values() for wanted in course.electives.of}

    assert offered == {folder.name for folder in ELECTIVES}


@pytest.mark.parametrize("folder", CASES, ids=name)
def test_a_case_renders_with_ids_of_its_own(folder: Path) -> None:
    case = library().case_studies[folder.name]

    texts = list(texts_of_case(case))

    assert [spoilt for text in texts for spoilt in spoilt_html(text)] == []
    ids = re.findall(r' id="([^"]+)"', "".join(text.html for text in texts))
    assert len(ids) == len(set(ids))


def solved(question: Question) -> bool:
    return question.mark(question.solution)


def texts_of_day(day: Day) -> Iterator[Text]:
    yield from (day.body, day.trainer_script)
    yield from (lesson.body for lesson in day.lessons)


def texts_of_case(case: CaseStudy) -> Iterator[Text]:
    for section in case.sections:
        yield from (part for part in section.parts if isinstance(part, Text))


def spoilt_html(text: Text) -> list[str]:
    """Marks that were meant to become HTML, and what the page's policy forbids."""
    html = text.html
    shown = JustHTML(html, sanitize=False, fragment=True).to_text()
    left = re.findall(r"\[\[|\]\(|^!!!.*|\{[#:].*?\}|^#+ .*", shown, re.MULTILINE)
    return left + re.findall(r"\s(?:style|on\w+)=", html)
