"""The card on the page of a day, an elective or a part of the fieldwork that takes it along."""

from flask import render_template
from markupsafe import Markup

from lms.content.course import Course
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition
from lms.learning.panels import Taught, beside_texts
from lms.offline.views.packs import my_pack


@beside_texts
def take_along(
    course: Course, piece: Taught, edition: Edition | None, when: ClassDay | None
) -> Markup:
    found = my_pack(course, piece, edition, when)
    lessons = len(getattr(piece, "lessons", ()))
    page = render_template("offline/_take_along.html", pack=found, lessons=lessons)
    return Markup(page)  # noqa: S704  # a page of ours
