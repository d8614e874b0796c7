"""A text that is missing in the reader's language stands in another one, marked as what it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, get_template_attribute

from lms import content
from lms.config import LANGUAGES
from lms.content import library
from lms.content.course import Course
from lms.learning.views import lessons
from tests.learning.conftest import SMALL
from tests.people import People
from tests.quizzes.answering import RIGHT
from tests.quizzes.test_quizzes import take
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
        in_its_language = get_template_attribute("components/translation.html", "in_its_language")
        assert str(in_its_language(piece)) == said


@pytest.fixture
def two_languages(tmp_path: Path) -> Iterator[None]:
    """A course written in Arabic; its English stands too, but for one lesson."""
    before = content.root()
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    course = tmp_path / "courses/cluster-broker"
    shutil.copytree(course / "en", course / "ar")
    outline = course / "course.yml"
    text = outline.read_text(encoding="utf-8")
    outline.write_text(text.replace("languages: [en]", "languages: [ar, en]"), encoding="utf-8")
    (course / "en/a1/2-loops.md").unlink()
    content.configure(tmp_path)
    yield
    content.configure(before)


@pytest.mark.usefixtures("two_languages")
def test_the_one_lesson_that_a_variant_lacks_stands_in_the_first_language(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get("/courses/cluster-broker/a1-2")
    assert "Not translated yet" in visitor.text()
    assert visitor.all("html")[0].attrs["dir"] == "ltr"
    attrs = visitor.all("main [data-passages]")[0].attrs
    assert (attrs.get("lang"), attrs.get("dir")) == ("ar", "rtl")
    assert visitor.all("main [data-passages]")[0].to_text().strip()

    for written in ("a1-1", "a2-1"):
        visitor.get(f"/courses/cluster-broker/{written}")
        assert "Not translated yet" not in visitor.text()
        assert "dir" not in visitor.all("main [data-passages]")[0].attrs


@pytest.mark.usefixtures("two_languages")
def test_marks_are_one_gradebook_whatever_language_each_person_reads(
    app: Flask, people: People
) -> None:
    for person, language in ((people.trainee, "en"), (people.classmate, "es")):
        person.language = language
        take(Visitor(app).signed_in(person), RIGHT)
    book = f"/editions/{people.edition.id}/gradebook"
    seen = []
    for language in LANGUAGES:
        people.coordinator.language = language
        visitor = Visitor(app).signed_in(people.coordinator)
        visitor.get(book)
        assert visitor.all("html")[0].attrs["lang"] == language
        seen.append([node.to_text().strip().replace(",", ".") for node in visitor.all("tbody *")])
    assert seen[0] == seen[1] == seen[2]
    names = [node.to_text().strip() for node in visitor.all("tbody th")]
    totals = [node.to_text().strip() for node in visitor.all("tbody strong")]
    assert (names, totals) == (["Ana Example", "Bruno Example"], ["100,0", "100,0"])
