"""A class day or an elective, as the pages of its lessons and its quiz name it."""

from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _

from lms.content.class_day import Day
from lms.content.course import Course
from lms.content.elective import Elective
from lms.i18n import language


class Unit(NamedTuple):
    """`place` is what its quiz has in its address, beside the course."""

    piece: Day | Elective
    label: str
    title: str
    href: str
    place: dict[str, Any]

    @property
    def short(self) -> str:
        """In the trail above a page."""
        return self.label if isinstance(self.piece, Day) else self.title

    @property
    def quiz(self) -> str:
        return url_for("quizzes.quiz", **self.place)


def unit_of(course: Course, piece: Day | Elective) -> Unit:
    if isinstance(piece, Elective):
        place: dict[str, Any] = {"course_id": course.id, "elective_id": piece.id}
        href = url_for("learning.elective", **place)
        return Unit(piece, _("Elective"), piece.title.get(language()), href, place)
    place = {"course_id": course.id, "day_id": piece.id}
    label = _("Day %(number)s", number=course.days.index(piece) + 1)
    return Unit(piece, label, piece.title, url_for("learning.day", **place), place)
