"""Everything that is really taught opens as a page; the small course of the other tests aside."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from lms import content
from lms.content import library
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from tests.catalog.test_glossary import marks, notes
from tests.people import People
from tests.visitor import Visitor

Piece = TypeVar("Piece", Day, Lesson)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_library() -> Iterator[None]:
    """The real one, in place of the fixture of the same name."""
    before = content.root()
    content.configure(ROOT)
    yield
    content.configure(before)


def own(pieces: Iterable[Piece], course: Course) -> list[Piece]:
    """Those it does not share with another course, where the reader learns them."""
    return [piece for piece in pieces if piece.course == course.id]


def opened(visitor: Visitor, path: str) -> int:
    """Every word that the page marks is explained on it; gives how many are."""
    visitor.get(path)
    assert marks(visitor) == notes(visitor), path
    return len(notes(visitor))


@pytest.mark.long
def test_every_day_with_its_quiz_opens(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    for course in library().courses.values():
        for day in own(course.days, course):
            for path in (f"days/{day.id}", f"days/{day.id}/quiz"):
                opened(visitor, f"/courses/{course.id}/{path}")
                assert day.title in visitor.text()


def test_every_lesson_opens(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    for course in library().courses.values():
        lessons, explained = own(course.lessons, course), 0
        for lesson in lessons:
            explained += opened(visitor, f"/courses/{course.id}/{lesson.id}")
            assert lesson.title in visitor.text()
        assert explained > len(lessons), course.id


@pytest.mark.long
def test_every_elective_opens_with_its_lessons_and_its_quiz(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee)
    for elective in library().electives.values():
        for path in (f"electives/{elective.id}", f"electives/{elective.id}/quiz"):
            opened(visitor, f"/courses/cluster-broker/{path}")
            assert elective.title.get("en") in visitor.text()
        for lesson in elective.lessons:
            opened(visitor, f"/courses/cluster-broker/{lesson.id}")
            assert lesson.title in visitor.text()


@pytest.mark.long
def test_every_week_opens_with_its_deliverables(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    for course in library().courses.values():
        for period in course.fieldwork.periods:
            opened(visitor, f"/courses/{course.id}/fieldwork/{period.id}")
            assert [
                piece.title for piece in period.deliverables if piece.title not in visitor.text()
            ] == []


@pytest.mark.long
def test_every_case_and_rubric_opens(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    for case in library().case_studies.values():
        for path in (f"/case-studies/{case.id}", f"/case-studies/{case.id}/teaching-note"):
            visitor.get(path)
            assert case.title.get("en") in visitor.text()
    for rubric in library().rubrics.values():
        visitor.get(f"/rubrics/{rubric.id}")
        assert rubric.title.get("en") in visitor.text()


def test_a_deliverable_leads_to_its_rubric(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/courses/cluster-broker/fieldwork/w1")

    links = {node.attrs["href"] for node in visitor.all("dl.deliverables a")}
    assert links == {"/rubrics/site", "/rubrics/map"}


def test_the_curriculum_is_there_whole() -> None:
    course = library().courses["cluster-broker"]

    assert [day.id for day in course.days] == [f"a{number}" for number in range(1, 11)]
    assert [period.id for period in course.fieldwork.periods] == [f"w{n}" for n in range(1, 7)]
    assert len(course.lessons) == 49
    assert course.electives.of == ("el1", "el2", "el3", "el4", "el5", "el6")
    assert len(library().case_studies) == 12
    assert len(library().rubrics) == 20
    assert min(len(day.quiz.questions) for day in course.days) >= 8


def test_both_network_courses_are_there_whole() -> None:
    networks = [library().courses[f"{kind}-network-broker"] for kind in ("horizontal", "vertical")]

    for course, shared, lessons in zip(networks, (3, 1), (28, 33), strict=True):
        new = own(course.days, course)
        assert (len(course.days), len(course.days) - len(new)) == (10, shared)
        assert len(own(course.lessons, course)) == lessons
        assert len(course.fieldwork.periods) == 5
        assert all(period.milestone for period in course.fieldwork.periods)
    assert len(library().guides) == 8


def test_every_guide_opens_and_is_listed(visitor: Visitor) -> None:
    visitor.get("/guides")
    listed = {node.attrs["href"] for node in visitor.all(".row-title a")}
    assert listed == {f"/guides/{guide}" for guide in library().guides}
    for guide in library().guides.values():
        visitor.get(f"/guides/{guide.id}")
        assert guide.title in visitor.text()
