"""The card that takes along a day, an elective, a part of the fieldwork, a day of a programme."""

from flask import render_template
from markupsafe import Markup

from lms.content.course import Course
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition
from lms.learning.panels import Taught, beside_texts
from lms.offline.programme_days import pack_of_day
from lms.offline.views.packs import my_pack
from lms.study_visits.beside import stands_on_the_day
from lms.study_visits.days import Day


@beside_texts
def take_along(
    course: Course, piece: Taught, edition: Edition | None, when: ClassDay | None
) -> Markup:
    found = my_pack(course, piece, edition, when)
    lessons = len(getattr(piece, "lessons", ()))
    page = render_template("offline/_take_along.html", pack=found, lessons=lessons, visits=None)
    return Markup(page)  # noqa: S704  # a page of ours


@stands_on_the_day
def take_day_along(this: Day, file: bytes) -> str:
    found = pack_of_day(this, file)
    visits = sum(not seen.item.cancelled for seen in this.visits)
    return render_template("offline/_take_along.html", pack=found, lessons=0, visits=visits)
