"""On whatever day of the week the world is loaded, its days are working days in the past."""

from collections import Counter
from datetime import date, timedelta

import pytest

from lms.demo import moments
from lms.demo.fieldwork import day_of, first_day
from lms.demo.texts import authors, read_texts
from lms.fieldwork.duration import minutes_of

MONDAY = date(2026, 11, 23)
A_WEEK = [MONDAY + timedelta(days=days) for days in range(7)]


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: day.strftime("%A"))
@pytest.mark.parametrize("author", authors())
def test_a_log_keeps_to_working_days_of_its_placement(author: str, today: date) -> None:
    log = read_texts(f"logs/{author}")
    starts_on = first_day(log["placement"], today=today)

    days = [day_of(entry, starts_on=starts_on, today=today) for entry in log["entries"]]

    assert all(starts_on <= day < today and day.weekday() < 5 for day in days)
    assert days == sorted(days)


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: day.strftime("%A"))
@pytest.mark.parametrize("author", authors())
def test_nobody_works_more_than_ten_hours_a_day(author: str, today: date) -> None:
    log = read_texts(f"logs/{author}")
    starts_on = first_day(log["placement"], today=today)
    minutes: Counter[date] = Counter()

    for entry in log["entries"]:
        day = day_of(entry, starts_on=starts_on, today=today)
        minutes[day] += minutes_of(entry["hours"])

    assert max(minutes.values()) <= 10 * 60


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(0, MONDAY), (1, date(2026, 11, 24)), (5, date(2026, 11, 30)), (-1, date(2026, 11, 20))],
)
def test_working_days_leave_out_the_weekend(steps: int, expected: date) -> None:
    assert moments.working_day(MONDAY, steps) == expected


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
