"""A text that is missing in the reader's language stands in another one, marked as what it is."""

import pytest
from flask import Flask, get_template_attribute

from lms.content import library
from lms.content.course import Course
from lms.learning.views import lessons
from tests.people import People
from tests.visitor import Visitor

LESSON = "/courses/cluster-broker/a1-1"


@pytest.fixture
def in_arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """One lesson of the course stands in Arabic for want of another language."""
    course = library().courses["cluster-broker"]
    lesson = course.lesson("a1-1")
    told = {"language": "ar", "translated": False, "title": "\u0648\u062d\u062f\u0643"}
    other = lesson.model_copy(update=told)
    found = lessons.lesson_or_404

    def lesson_or_404(course: Course, lesson_id: str) -> object:
        return other if lesson_id == "a1-1" else found(course, lesson_id)

    monkeypatch.setattr(lessons, "lesson_or_404", lesson_or_404)
    monkeypatch.setattr(lessons, "neighbours", lambda course, _lesson: _around(course))


def _around(course: Course) -> object:
    from lms.catalog.find import neighbours  # the one that the fixture replaces in the view

    return neighbours(course, course.lesson("a1-1"))


@pytest.mark.usefixtures("in_arabic")
def test_a_lesson_from_right_to_left_stands_in_a_page_from_left_to_right(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get(LESSON)

    assert visitor.all("html")[0].attrs["dir"] == "ltr"
    assert "Not translated yet" in visitor.text()
    for block in ("h1", ".lead", "[data-passages]"):
        attrs = visitor.all(f"main {block}")[0].attrs
        assert (attrs.get("lang"), attrs.get("dir")) == ("ar", "rtl"), block


@pytest.mark.parametrize(("language", "said"), [("en", ""), ("ar", ' lang="ar" dir="rtl"')])
def test_a_block_says_its_direction_only_where_it_differs(
    app: Flask, language: str, said: str
) -> None:
    lesson = library().courses["cluster-broker"].lesson("a1-1")
    piece = lesson.model_copy(update={"language": language, "translated": language == "en"})
    with app.test_request_context():
        in_its_language = get_template_attribute("learning/_parts.html", "in_its_language")
        assert str(in_its_language(piece)) == said
