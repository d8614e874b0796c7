from datetime import date

from lms.content.course import Course
from lms.learning.class_days import ClassDay, class_days

FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (20, 21, 23, 24))


def test_class_days_leave_the_weekend_out(course: Course) -> None:
    one, two = course.days

    assert class_days(course, FRIDAY) == [ClassDay(1, FRIDAY, one), ClassDay(2, MONDAY, two)]


def test_a_course_that_starts_on_a_weekend_begins_on_monday(course: Course) -> None:
    assert [day.date for day in class_days(course, SATURDAY)] == [MONDAY, TUESDAY]
