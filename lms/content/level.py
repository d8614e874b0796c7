"""How hard an English text is to read: words, and the school grade of Flesch and Kincaid."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lms.content.class_day import Day, Lesson
from lms.content.prose import words
from lms.content.shelf import Library
from lms.content.text import FIRST_LANGUAGE, Text
from lms.markdown import code_free_lines

HARDEST = 10.5
EASIEST = 6.0
"""Below it a text is a run of short sentences, which to an adult reads like a telegram."""


class Level(NamedTuple):
    """Of one text."""

    file: str
    words: int
    grade: float


def levels(library: Library) -> Iterator[Level]:
    """Of each text that a trainee studies, in English, which is all that the formula knows."""
    yield from prose_levels(library)
    yield from guide_levels(library)


def prose_levels(library: Library) -> Iterator[Level]:
    """Of lessons, fieldwork periods and cases: between EASIEST and HARDEST."""
    for lesson in lessons(library):
        yield _level(lesson.file, [lesson.body])
    for course in library.courses.values():
        for period in course.in_language(FIRST_LANGUAGE).fieldwork.periods:
            yield _level(period.file, [period.body])
    for case in library.case_studies.values():
        yield _level(case.text_file, [section.body for section in case.sections])


def guide_levels(library: Library) -> Iterator[Level]:
    """Of the pages of class days and electives: timetables and scripts, which nothing bounds."""
    for day in days(library):
        yield _level(day.file, [day.body, day.trainer_script])
    for elective in library.electives.values():
        guide = elective.in_language(FIRST_LANGUAGE).guide
        yield _level(guide.file, [guide.body])


def lessons(library: Library) -> Iterator[Lesson]:
    """Of all courses and electives, in English."""
    for day in days(library):
        yield from day.lessons
    for elective in library.electives.values():
        yield from elective.in_language(FIRST_LANGUAGE).lessons


def days(library: Library) -> Iterator[Day]:
    """Of all courses, in English; a borrowed day only once, with its owner."""
    for course in library.courses.values():
        for day in course.in_language(FIRST_LANGUAGE).days:
            if day.course == course.id:
                yield day


def _level(file: str, texts: list[Text]) -> Level:
    source = "\n\n".join(text.source for text in texts)
    return Level(file, words(source), grade(source))


def grade(source: str) -> float:
    """Of the sentences only: headings and tables are short lines that would flatter a text."""
    sentences = [found for said in _sentences(source) if (found := _WORD.findall(said))]
    spoken = [word for sentence in sentences for word in sentence]
    if not spoken:
        return 0.0
    per_sentence = len(spoken) / len(sentences)
    per_word = sum(map(_syllables, spoken)) / len(spoken)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)


def _sentences(source: str) -> Iterator[str]:
    """Paragraphs and points of lists cut at full stops, questions and exclamations (no …)."""
    lines = [
        "" if _NO_SENTENCE.match(line) else _ADDRESS.sub("]", line)
        for _, line in code_free_lines(source)
    ]
    for passage in _PASSAGE.split("\n".join(lines)):
        yield from _STOP.split(passage)


def _syllables(word: str) -> int:
    """Groups of vowels, without the silent endings."""
    heard = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", heard)))


_NO_SENTENCE = re.compile(r"\s*(?:#|\||!!!|!\[|\[\[)")
_ADDRESS = re.compile(r"\]\([^)]*\)")
_PASSAGE = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|:)\s)")
_STOP = re.compile(r"[.!?][\"'”’)*_]*(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
