import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.logbook.duration import minutes_of, written


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8.5", 510),
        ("8,5", 510),
        ("8 1/2", 510),
        ("8½", 510),
        ("8:30", 510),
        ("8h30", 510),
        ("8 h 30", 510),
        ("8h", 480),
        ("8", 480),
        ("1 h", 60),
        ("1/4", 15),
        ("¾", 45),
        (".25", 15),
        ("45 min", 45),
        ("45m", 45),
        ("90 minutes", 90),
        ("2 horas", 120),
        (" 2:05 ", 125),
        ("1,33", 80),
    ],
)
def test_hours_are_understood_as_people_write_them(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["nothing", "abc", "8:75", "8..5", "1/0", "-2", "8 30", "1e3"])
def test_what_is_not_an_hour_is_refused_rather_than_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        minutes_of(text)


@given(st.integers(min_value=0, max_value=720))
def test_what_the_form_shows_is_read_back_unchanged(minutes: int) -> None:
    assert minutes_of(written(minutes)) == minutes
