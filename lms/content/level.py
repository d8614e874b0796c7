"""How hard an English text is to read: words, and the school grade of Flesch and Kincaid."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lms.content.course import Lesson
from lms.content.prose import words
from lms.content.shelf import Library
from lms.content.text import FIRST_LANGUAGE, Text
from lms.markdown import code_free_lines

HARDEST = 10.5


class Level(NamedTuple):
    """Of one lesson or case."""

    file: str
    words: int
    grade: float


def levels(library: Library) -> Iterator[Level]:
    """Each lesson and case in English, which is all that the formula knows."""
    for lesson in lessons(library):
        yield _level(lesson.file, [lesson.body])
    for case in library.case_studies.values():
        yield _level(case.text_file, [section.body for section in case.sections])


def lessons(library: Library) -> Iterator[Lesson]:
    """Of all courses and electives, in English."""
    for course in library.courses.values():
        for day in course.in_language(FIRST_LANGUAGE).days:
            yield from day.lessons
    for elective in library.electives.values():
        yield from elective.in_language(FIRST_LANGUAGE).lessons


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
    """Paragraphs and points of lists cut at full stops, questions and exclamations."""
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
_STOP = re.compile(r"[.!?…][\"'”’)*_]*(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
