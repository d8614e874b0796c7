"""What is taken along with a class day, an elective or a part of the fieldwork, and what it weighs.

A pack is made of texts, so it costs no statement to say how large it is. Each part has a version of
its own, the fingerprint of its text: what a device has in that version is not fetched again.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from flask import url_for

from lms.catalog.units import Unit, unit_of
from lms.content import root
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
from lms.content.text import Text

FRAME, OF_A_LESSON, OF_A_UNIT = 2850, 3850, 5000
"""Bytes of a page around its text, compressed: head and foot; with its notes; with its plan."""
OF_A_QUESTION = 0.25
"""Compressed bytes of a quiz as a page, for each byte of its file: a form says every line again."""


class Part(NamedTuple):
    """A page or picture: kept under `addresses`, fetched from `source`."""

    addresses: list[str]
    source: str
    version: str
    bytes: int


@dataclass(frozen=True)
class Pack:
    """`place` is the address that says what is in it; `with_quiz` if there is one to practise."""

    place: str
    title: str
    href: str
    parts: list[Part]
    with_quiz: bool = False

    @property
    def version(self) -> str:
        return _version(*(part.version for part in self.parts))

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts)


def pack_of(
    course: Course, piece: Day | Elective | FieldworkPeriod, *, href: str, takes_quiz: bool
) -> Pack:
    """In the reader's language; `href` is where they read it, which may be in their edition."""
    if isinstance(piece, FieldworkPeriod):
        return Pack(_place(href), piece.title, href, _parts_of_period(piece, href))
    unit = unit_of(course, piece)
    parts = [_page(unit, href), *_lessons(course, unit)]
    if takes_quiz:
        parts.append(_practice(unit))
    title = f"{unit.label} · {unit.title}"
    return Pack(_place(href), title, href, [*parts, *_pictures(unit)], takes_quiz)


def _place(href: str) -> str:
    return f"/offline/packs{href}"


def _parts_of_period(period: FieldworkPeriod, href: str) -> list[Part]:
    version = _version(period.title, period.purpose, period.body.digest, period.log_focus)
    pictures = [_picture(address) for address in _shown_in(period.body)]
    return [Part([href], href, version, _weight(OF_A_UNIT, period.body)), *pictures]


def _page(unit: Unit, href: str) -> Part:
    """The page of a day is kept under its address in the course too: its lessons lead there."""
    body = _body(unit.piece)
    titles = [lesson.title for lesson in unit.piece.lessons]
    version = _version(unit.title, body.digest, *titles, unit.piece.quiz.model_dump_json())
    return Part([*dict.fromkeys([href, unit.href])], href, version, _weight(OF_A_UNIT, body))


def _body(piece: Day | Elective) -> Text:
    return piece.body if isinstance(piece, Day) else piece.guide.body


def _lessons(course: Course, unit: Unit) -> Iterator[Part]:
    for lesson in unit.piece.lessons:
        href = url_for("learning.lesson", course_id=course.id, lesson_id=lesson.id)
        yield Part([href], href, _version_of(lesson), _weight(OF_A_LESSON, lesson.body))


def _version_of(lesson: Lesson) -> str:
    return _version(lesson.title, lesson.summary, lesson.body.digest, lesson.language)


def _practice(unit: Unit) -> Part:
    """Without a connection the address of the quiz opens the form that waits for one."""
    written = unit.piece.quiz.model_dump_json()
    weight = FRAME + int(len(written) * OF_A_QUESTION)
    return Part([unit.quiz], url_for("offline.practice", **unit.place), _version(written), weight)


def _pictures(unit: Unit) -> list[Part]:
    texts = [_body(unit.piece), *(lesson.body for lesson in unit.piece.lessons)]
    shown = [address for text in texts for address in _shown_in(text)]
    return [_picture(address) for address in dict.fromkeys(shown)]


def _shown_in(text: Text) -> list[str]:
    return re.findall(r'<img[^>]* src="(/[^"]+)"', text.html)


@lru_cache(maxsize=1024)
def _picture(address: str) -> Part:
    """Pictures lie in the repository as their addresses say."""
    content = (root() / address.removeprefix("/")).read_bytes()
    return Part([address], address, _version(content), len(gzip.compress(content, 5)))


def _weight(frame: int, text: Text) -> int:
    return frame + _compressed(str(text.html))


@lru_cache(maxsize=4096)
def _compressed(html: str) -> int:
    return len(gzip.compress(html.encode(), 5))


def _version(*said: Any) -> str:
    return sha256(repr(said).encode()).hexdigest()[:12]
