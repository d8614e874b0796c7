"""Figures as they are typed and shown, periods, and where dots stand."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lms.benchmarks import numbers, periods
from lms.benchmarks.plot import LEFT, RIGHT, TOP, plotted
from lms.benchmarks.shown import Dot, summary
from lms.i18n import in_language


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250", "1250"),
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("1 234,56", "1234.56"),
        ("1\u202f234", "1234"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        (" 80 ", "80"),
    ],
)
def test_commas_and_points_are_understood_alike(typed: str, meant: str) -> None:
    assert numbers.read(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "many", "1,234", "1.234.567", "7,5,1", "1e9", "50%", "٣"])
def test_what_could_mean_two_things_is_asked_again(typed: str) -> None:
    with pytest.raises(numbers.NotANumberError):
        numbers.read(typed)


@pytest.mark.parametrize(
    ("exact", "seen"),
    [
        ("1234", "1200"),
        ("126", "130"),
        ("74.4", "74"),
        ("7.35", "7.4"),
        ("-38.5", "-39"),
        ("0", "0"),
    ],
)
def test_without_a_name_a_figure_has_two_figures(exact: str, seen: str) -> None:
    assert numbers.rounded(Decimal(exact)) == Decimal(seen)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 1, 1), ("2025", "2025-2")),
        (date(2026, 6, 30), ("2025", "2025-2")),
        (date(2026, 7, 1), ("2025", "2026-1")),
    ],
)
def test_only_a_period_that_is_over_is_asked_for(today: date, first: tuple[str, str]) -> None:
    year, half = (periods.ended(unit, today) for unit in ("year", "half_year"))
    assert (year[0], half[0]) == first
    assert half == sorted(half, reverse=True)


def test_an_older_period_is_offered_where_something_is_known_of_it() -> None:
    last = ["2025", "2024", "2023", "2022", "2021"]
    assert periods.offered("year", date(2026, 5, 1)) == last
    assert periods.offered("year", date(2026, 5, 1), ["2017", "1950"]) == [*last, "2017"]


def test_periods_are_called_in_the_reader_s_words(app: Flask) -> None:
    with app.test_request_context(), in_language("es"):
        assert periods.called("2025-2") == "2025, segundo semestre"
        assert periods.called("2025") == "2025"


def dots(*amounts: str) -> list[Dot]:
    return [Dot(Decimal(amount), number, named=True) for number, amount in enumerate(amounts)]


def test_the_middle_is_told_of_enough_figures_alone() -> None:
    assert summary(dots("1", "2", "3", "4"), 5) is None
    five = summary(dots("10", "20", "30", "40", "51.33"), 5)
    assert five == (5, Decimal(20), Decimal(30), Decimal(40))
    assert summary(dots("1", "2", "3", "4", "5", "6"), 5) == (
        *(6, Decimal("2.3"), Decimal("3.5"), Decimal("4.8")),
    )


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=90))
def test_every_dot_is_on_the_picture_and_hides_no_other(found: list[Decimal]) -> None:
    amounts = sorted(found)
    plot = plotted(amounts)
    assert len(plot.spots) == len(amounts)
    assert all(LEFT <= spot.x <= RIGHT and spot.y - plot.r >= TOP for spot in plot.spots)
    assert plot.scale.low <= amounts[0]
    assert amounts[-1] <= plot.scale.high
    lines: dict[float, float] = {}
    for spot in plot.spots:
        assert spot.x - lines.get(spot.y, -100) >= 2 * plot.r
        lines[spot.y] = spot.x
