"""On whatever day of the week the world is loaded, its days are working days in the past."""

from collections import Counter
from datetime import date, timedelta

import pytest

from lms.content import library
from lms.content.course import Course
from lms.demo import moments
from lms.demo.logs import day_of, first_day, pause_of
from lms.demo.texts import authors, read_texts
from lms.intakes.spans import planned_end
from lms.logbook.duration import minutes_of
from lms.placements.models import Placement, RequirementSet
from lms.placements.requirements import rules_of

MONDAY = date(2026, 11, 23)
A_WEEK = [MONDAY + timedelta(days=days) for days in range(7)]


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: day.strftime("%A"))
@pytest.mark.parametrize("author", authors())
def test_a_log_keeps_to_working_days_of_its_placement(author: str, today: date) -> None:
    placement = a_placement(author, today)

    days = days_of(author, placement, today)

    assert all(placement.starts_on <= day < today and day.weekday() < 5 for day in days)
    assert days == sorted(days)


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: day.strftime("%A"))
@pytest.mark.parametrize("author", authors())
def test_nobody_writes_about_days_of_a_pause(author: str, today: date) -> None:
    placement = a_placement(author, today)

    days = days_of(author, placement, today)

    assert [day for day in days for first, last in placement.paused if first <= day <= last] == []


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: day.strftime("%A"))
@pytest.mark.parametrize("author", authors())
def test_nobody_works_more_than_ten_hours_a_day(author: str, today: date) -> None:
    entries = read_texts(f"logs/{author}")["entries"]
    minutes: Counter[date] = Counter()

    for day, entry in zip(days_of(author, a_placement(author, today), today), entries, strict=True):
        minutes[day] += minutes_of(entry["hours"])

    assert max(minutes.values()) <= 10 * 60


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(0, MONDAY), (1, date(2026, 11, 24)), (5, date(2026, 11, 30)), (-1, date(2026, 11, 20))],
)
def test_working_days_leave_out_the_weekend(steps: int, expected: date) -> None:
    assert moments.working_day(MONDAY, steps) == expected


def test_working_days_leave_out_a_pause() -> None:
    week = (MONDAY, MONDAY + timedelta(days=6))

    assert moments.working_day(date(2026, 11, 20), 1, off=[week]) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "by Wednesday 25 November"),
        ("es", "by miércoles 25 de noviembre"),
        ("fr", "by mercredi 25 novembre"),
    ],
)
def test_a_day_in_a_text_is_written_out_in_its_language(language: str, written: str) -> None:
    assert moments.with_dates("by {+2}", MONDAY, language) == written


def a_placement(author: str, today: date) -> Placement:
    """As it would stand today, with its pauses."""
    log, course = read_texts(f"logs/{author}"), course_of(author)
    starts_on = first_day(log["placement"], today=today)
    factor = 2 if "part_time" in log["placement"] else 1
    placement = Placement(
        starts_on=starts_on,
        ends_on=planned_end(course, starts_on, calendar_factor=factor),
        calendar_factor=factor,
        requirement_set=RequirementSet(rules=rules_of(course)),
    )
    for pause in log.get("pauses", []):
        first, last = pause_of(pause, placement, today=today)
        placement.pauses_on = [[first.isoformat(), last.isoformat()]]
        placement.ends_on += last - first + timedelta(days=1)
    return placement


def course_of(author: str) -> Course:
    editions = read_texts("editions").values()
    return next(
        library().courses[edition["course"]]
        for edition in editions
        if author in edition["trainees"]
    )


def days_of(author: str, placement: Placement, today: date) -> list[date]:
    entries = read_texts(f"logs/{author}")["entries"]
    return [day_of(entry, placement, today=today) for entry in entries]
