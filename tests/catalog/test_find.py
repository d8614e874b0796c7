import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from lms.catalog import find
from lms.content.course import Course


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> object:
    with app.test_request_context("/"):
        yield


def test_a_course_is_found_by_its_id() -> None:
    assert find.course_or_404("cluster-broker").id == "cluster-broker"


def test_an_unknown_piece_is_not_found(course: Course) -> None:
    for look in (
        lambda: find.course_or_404("nothing"),
        lambda: find.day_or_404(course, "a9"),
        lambda: find.lesson_or_404(course, "a1-9"),
        lambda: find.period_or_404(course, "w9"),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_lesson_knows_its_day_and_its_neighbours(course: Course) -> None:
    first, second, third = course.lessons

    assert find.neighbours(course, first) == (course.days[0], None, second)
    assert find.neighbours(course, second) == (course.days[0], first, third)
    assert find.neighbours(course, third) == (course.days[1], second, None)


def test_the_next_lesson_of_the_day_ends_with_the_day(course: Course) -> None:
    first, second, _third = course.lessons

    assert find.neighbours(course, first).next_of_unit == second
    assert find.neighbours(course, second).next_of_unit is None


def test_a_day_knows_the_days_around_it(course: Course) -> None:
    one, two = course.days

    assert find.days_around(course, one) == (None, two)
    assert find.days_around(course, two) == (one, None)


def test_cases_that_are_not_written_yet_are_left_out(course: Course) -> None:
    lesson = course.lessons[0].model_copy(update={"cases": ("jaipur", "mill")})

    assert [case.id for case in find.cases_of(lesson)] == ["mill"]
