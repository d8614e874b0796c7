"""What we write we read again, to the letter; and no text makes a reader fail."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content import library
from lms.content.exchange import (
    Entry,
    UnreadableError,
    entry_of,
    read,
    write_gift,
    write_moodle_xml,
)
from lms.content.quiz import Quiz
from tests.content.exchange.questions import TRICKY, sets

Writer = Callable[[Sequence[Entry]], str]
WRITERS: tuple[Writer, ...] = (write_gift, write_moodle_xml)
patient = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def quizzes() -> dict[str, Quiz]:
    """Every quiz of courses and electives, by its file."""
    shelf = library()
    days = [day.quiz for course in shelf.courses.values() for day in course.days]
    return {quiz.file: quiz for quiz in [*days, *(row.quiz for row in shelf.electives.values())]}


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("file", quizzes())
def test_a_quiz_of_a_course_comes_back_as_it_went(file: str, write: Writer) -> None:
    entries = [entry_of(question) for question in quizzes()[file].questions]

    first = write(entries)
    reading = read(first)

    assert reading.refusals == []
    assert reading.entries == entries
    assert write(reading.entries) == first


@pytest.mark.parametrize("file", quizzes())
def test_from_one_format_to_the_other_nothing_is_lost(file: str) -> None:
    entries = [entry_of(question) for question in quizzes()[file].questions]

    there = read(write_gift(entries)).entries
    back = read(write_moodle_xml(there)).entries

    assert back == entries


def test_every_quiz_is_among_them() -> None:
    assert len(quizzes()) >= 16


@pytest.mark.parametrize("write", WRITERS)
@patient
@given(entries=sets().filter(bool))
@pytest.mark.long
def test_any_set_of_questions_comes_back_as_it_went(write: Writer, entries: list[Entry]) -> None:
    first = write(entries)
    reading = read(first)

    assert reading.refusals == []
    assert reading.entries == entries
    assert write(reading.entries) == first


@patient
@given(source=st.text(st.sampled_from(TRICKY + "FTRUE=~{}\n|,;") | st.characters(), max_size=300))
def test_no_text_makes_the_reader_fail(source: str) -> None:
    try:
        read(source)
    except UnreadableError:
        return


@patient
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                *("<quiz>", "</quiz>", '<question type="multichoice">', "</question>", "<name>"),
                *("<text>", "</text>", "<answer>", '<answer fraction="100">', "</answer>", "&lt;"),
                *('<question type="numerical">', '<question type="matching">', "<subquestion>"),
                *("</subquestion>", "<![CDATA[", "]]>", "<b", "1e3", "x", "<p>", "&#1;", "%"),
                *("<!DOCTYPE x>", "<?xml version='1.0'?>", "<file/>", "NaN", '<a fraction="NaN"/>'),
            ]
        ),
        max_size=40,
    )
)
def test_no_heap_of_tags_makes_the_reader_fail(pieces: list[str]) -> None:
    try:
        read("<quiz>" + "".join(pieces))
    except UnreadableError:
        return
