"""Sets and indicators, and the release of what waits."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.benchmarks.models import BenchmarkGroup, BenchmarkSet, Indicator
from lms.db import db
from tests.benchmarks.factories import YEAR, a_project, an_indicator, said, some_figures
from tests.people import People
from tests.visitor import Visitor

SET = {"name_es": "Trabajar juntas", "text_es": "Para comparar.", "period_unit": "half_year"}
MEASURE = {
    "name_en": "New products",
    "text_en": "Sold for the first time.",
    "unit": "count",
    "better": "up",
    "min_n": "5",
}


def test_one_language_is_enough_and_others_read_it(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    form = SET | {"key": str(uuid4())}
    first, second = (visitor.post("/benchmarks", form).location for _ in range(2))
    assert first == second
    visitor.signed_in(people.stranger).get(first)
    assert visitor.all("h1[lang=es]")[0].to_text().strip() == "Trabajar juntas"
    visitor.signed_in(people.coordinator).post("/benchmarks", SET | {"name_es": ""}, status=422)
    assert "Write it in one language at least." in visitor.text()
    assert "Para comparar." in visitor.text()


def test_nobody_else_makes_one(visitor: Visitor, people: People) -> None:
    indicator = an_indicator(people.administrator)
    visitor.signed_in(people.trainer)
    for path in (
        *("/benchmarks", f"/benchmarks/{indicator.set_id}"),
        *(f"/benchmarks/{indicator.set_id}/indicators", f"/benchmarks/indicators/{indicator.id}"),
        *(f"/benchmarks/indicators/{indicator.id}/end", f"/benchmarks/{indicator.set_id}/releases"),
    ):
        visitor.post(path, SET | MEASURE, status=403)


def test_a_set_is_changed_but_not_its_periods_and_not_unseen(
    visitor: Visitor, people: People
) -> None:
    of = an_indicator(people.administrator).set_id
    page = f"/benchmarks/{of}"
    visitor.signed_in(people.coordinator).get(f"{page}/edit")
    visitor.post(page, SET | {"name_en": "Together", "version": "1"})
    assert _set(of).name == {"en": "Together", "es": "Trabajar juntas"}
    assert _set(of).period_unit == "year"
    visitor.post(page, SET | {"name_en": "Apart", "version": "1"}, status=409)
    assert "Somebody changed it while you were writing." in visitor.text()
    assert visitor.all("input[name=name_en]")[0].attrs["value"] == "Apart"
    assert _set(of).name["en"] == "Together"


def _set(number: int) -> BenchmarkSet:
    return db.session.scalars(select(BenchmarkSet).where(BenchmarkSet.id == number)).one()


def test_no_group_smaller_than_five_can_be_asked_for(visitor: Visitor, people: People) -> None:
    of = an_indicator(people.administrator).set_id
    visitor.signed_in(people.coordinator)
    visitor.post(f"/benchmarks/{of}/indicators", MEASURE | {"min_n": "4"}, status=422)
    assert "Write a number from 5 to 50" in visitor.text()
    visitor.post(f"/benchmarks/{of}/indicators", MEASURE | {"min_n": "8", "key": str(uuid4())})
    row = db.session.scalars(select(Indicator).order_by(Indicator.id.desc())).first()
    assert row
    row.min_n = 4
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("other", [{"unit": "days"}, {"better": "down"}])
def test_unit_and_direction_stay_once_there_is_a_figure(
    visitor: Visitor, people: People, other: dict[str, str]
) -> None:
    indicator = an_indicator(people.administrator, unit="count")
    page = f"/benchmarks/indicators/{indicator.id}"
    visitor.signed_in(people.coordinator).post(page, MEASURE | other | {"version": "1"})
    visitor.post(page, MEASURE | {"version": "2"})
    said(indicator, a_project("Ours"), 7, by=people.administrator)
    visitor.signed_in(people.coordinator).get(f"{page}/edit")
    assert "It has figures: unit and direction stay." in visitor.text()
    visitor.post(page, MEASURE | other | {"version": "3"}, status=422)
    assert "end this indicator and add a new one" in visitor.text()
    visitor.post(page, MEASURE | {"name_fr": "Produits", "version": "3"})


def test_a_release_is_announced_by_numbers_alone_and_pressed_twice_is_one(
    visitor: Visitor, people: People
) -> None:
    indicator = an_indicator(people.administrator)
    by = people.administrator
    some_figures(indicator, (41, 52, 63, 74, 85), by=by, branch="wood")
    page = f"/benchmarks/{indicator.set_id}/releases"
    visitor.signed_in(people.coordinator).get(f"{page}/new")
    assert f"{YEAR} 5 5: Wood and furniture · Ongoing · Cluster" in visitor.text()
    assert "Hidden" not in visitor.text()
    assert "41" not in visitor.text()
    for _ in range(2):
        visitor.post(page)
    assert db.session.scalar(select(func.count()).select_from(BenchmarkGroup)) == 1
    visitor.get(f"{page}/new")
    assert "Nothing waits" in visitor.text()


def test_a_release_of_many_costs_as_much_as_one(visitor: Visitor, people: People) -> None:
    indicator = an_indicator(people.administrator)
    some_figures(indicator, range(40), by=people.administrator)
    visitor.signed_in(people.coordinator).post(f"/benchmarks/{indicator.set_id}/releases")
    assert visitor.statements <= 14
