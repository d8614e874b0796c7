"""Dates, languages and marks as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from lms.gradebook.views import show_mark, show_mark_in_column
from lms.i18n import in_language, language_called, show_date, show_datetime, show_weekday


def in_words(app: Flask, language: str) -> dict[str, str]:
    first, other = date(2026, 12, 1), date(2026, 12, 11)
    with app.test_request_context(), in_language(language):
        return {
            "short": show_date(first),
            "full": show_date(first, "full"),
            "weekday": show_weekday(first),
            "moment": show_datetime(datetime(2026, 12, 1, 11, 1, tzinfo=UTC)),
            "other": show_date(other),
            "language": language_called("en"),
        }


def test_in_french_the_first_of_a_month_is_an_ordinal(app: Flask) -> None:
    assert in_words(app, "fr") == {
        "short": "1er déc. 2026",
        "full": "mardi 1er décembre 2026",
        "weekday": "mardi 1er décembre",
        "moment": "1er déc. 2026, 11:01 TU",
        "other": "11 déc. 2026",
        "language": "anglais",
    }


def test_in_spanish_it_is_a_number_like_others(app: Flask) -> None:
    said = in_words(app, "es")
    assert (said["weekday"], said["language"]) == ("martes 1 de diciembre", "inglés")


@pytest.mark.parametrize(
    ("value", "in_a_sentence", "in_a_column"),
    [("90", "90", "90.0"), ("91.1", "91.1", "91.1"), ("86.25", "86.3", "86.3"), (None, "–", "–")],
)
def test_marks_are_rounded_a_half_upwards_wherever_they_stand(
    app: Flask, value: str | None, in_a_sentence: str, in_a_column: str
) -> None:
    mark = None if value is None else Decimal(value)
    with app.test_request_context():
        assert (show_mark(mark), show_mark_in_column(mark)) == (in_a_sentence, in_a_column)
