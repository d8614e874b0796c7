"""How others chose, on the page of somebody who has decided."""

from typing import Any

import pytest
from sqlalchemy import select

from lms.case_studies.models import CaseDecision
from lms.db import db
from tests.case_studies.factories import crowd, decided, opened, the_case
from tests.people import People
from tests.visitor import Visitor

PAGE = "/case-studies/bagru"
WORDS = [word for section in the_case("pune").sections for word in section.body.source.split()]


def bars(visitor: Visitor) -> list[str]:
    return [" ".join(node.to_text().split()) for node in visitor.all(".chart-option .chart-group")]


def heads(table: Any) -> list[str]:
    return [node.to_text().strip() for node in table.query("thead th")]


def test_the_class_stands_beside_everybody(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a", option=2, edition=people.edition)
    crowd(5, "bagru", "a", edition=people.edition)
    crowd(6, "bagru", "a", option=1, edition=people.other_edition)

    visitor.signed_in(people.trainee).get(PAGE)

    assert bars(visitor)[:4] == [
        "Your edition 5 of 6",
        "Everybody 5 of 12",
        "Your edition 0 of 6",
        "Everybody 6 of 12",
    ]


def test_everybody_is_kept_back_where_the_class_would_leave_few(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "bagru", "a", option=2, edition=people.edition)
    crowd(5, "bagru", "a", edition=people.edition)
    crowd(4, "bagru", "a", option=1, edition=people.other_edition)

    visitor.signed_in(people.trainee).get(PAGE)

    assert bars(visitor) == [f"Your edition {number} of 6" for number in (5, 0, 1, 0)]
    assert not {"9", "10"} & {node.to_text().strip() for node in visitor.all(".opened td")}


def test_countries_below_five_are_one(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a", option=2)
    crowd(5, "bagru", "a", country="NI")
    crowd(2, "bagru", "a", country="HN")
    crowd(2, "bagru", "a", option=1, country="ZW")

    visitor.signed_in(people.trainee).get(PAGE)
    visitor.get(visitor.all(f"a[href='{PAGE}/choices#decision-a']")[0].attrs["href"])

    everybody, countries = visitor.all("table")
    assert heads(everybody) == ["Choice", "Everybody"]
    assert heads(countries) == ["Choice", "Nicaragua", "Other countries"]
    assert "Honduras" not in visitor.text()
    last = countries.query("tr")[-1].query("td")
    assert [node.to_text().strip() for node in last] == ["5", "5"]


@pytest.mark.parametrize("made", [0, 1, 2])
def test_by_country_too_nothing_is_told_before_deciding(
    visitor: Visitor, people: People, made: int
) -> None:
    decided(people.trainee, "masaya", *["a", "b"][:made])
    for decision in ("a", "b", "c"):
        crowd(5, "masaya", decision, option=1)

    answer = visitor.signed_in(people.trainee)._send("GET", "/case-studies/masaya/choices")

    assert answer.status_code == (200 if made else 303)
    shown = [letter for letter in "abc" if f'id="decision-{letter}"' in answer.text]
    assert shown == ["a", "b"][:made]


def test_a_decision_made_after_the_class_was_told_is_not_counted(
    visitor: Visitor, people: People
) -> None:
    opening = opened("bagru", people.edition, people.trainer)
    decided(people.trainee, "bagru", "a", edition=people.edition, opening=opening)
    decided(people.classmate, "bagru", "a", option=1, edition=people.edition, opening=opening)
    crowd(5, "bagru", "a", edition=people.edition)

    visitor.signed_in(people.trainee).get(PAGE)

    assert bars(visitor)[0] == "Your edition 5 of 5"
    assert "after the class opened it" in visitor.text()


def test_the_same_figures_are_a_table_one_step_away(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a", option=2)
    crowd(4, "bagru", "a")
    visitor.signed_in(people.trainee).get(PAGE)
    (link,) = visitor.all(f"a[href='{PAGE}/choices#decision-a']")
    assert "As a table" in link.to_text()

    visitor.get(link.attrs["href"])

    cells = [node.to_text().strip() for node in visitor.all("td")]
    assert cells == ["4", "0", "1", "0", "5"]


def test_a_reader_without_an_edition_sees_everybody(visitor: Visitor, people: People) -> None:
    decided(people.stranger, "bagru", "a")
    crowd(5, "bagru", "a", edition=people.edition)

    visitor.signed_in(people.stranger).get(PAGE)

    assert bars(visitor)[0] == "Everybody 6 of 6"


def test_the_edition_of_a_decision_is_that_of_its_day(visitor: Visitor, people: People) -> None:
    reasons = {"option": "c", "reasons": "word " * 90}
    visitor.signed_in(people.trainee).post(f"{PAGE}/decisions/a", reasons)
    crowd(4, "bagru", "a", edition=people.edition)

    visitor.get(PAGE)

    assert bars(visitor)[0] == "Your edition 4 of 5"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_longest_case_with_the_longest_reasons_is_within_its_weight(
    visitor: Visitor, people: People, language: str
) -> None:
    """The visitor weighs every page it gets."""
    people.trainee.language = language
    for place, decision in enumerate(["a", "b", "c"]):
        decided(people.trainee, "masaya", decision, edition=people.edition)
        row = db.session.scalars(select(CaseDecision).where(CaseDecision.decision_id == decision))
        row.one().reasons = " ".join(WORDS[300 * place : 300 * place + 300])[:4000]
        crowd(5, "masaya", decision, edition=people.edition, country="NI")
        crowd(5, "masaya", decision, option=1, country="HN")

    visitor.signed_in(people.trainee).get("/case-studies/masaya")

    assert "Honduras" not in visitor.all(".chart-groups")[0].to_text()
    assert len(visitor.all(".chart-option")) == 3 * 4 - 1  # part C has three options
    visitor.get("/case-studies/masaya/choices")


def test_long_reasons_are_read_to_the_end_beside_those_of_others(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "bagru", "a", edition=people.edition)
    row = db.session.scalars(select(CaseDecision)).one()
    row.reasons = " ".join(WORDS[:300])

    visitor.signed_in(people.trainee).get(PAGE)
    assert len(visitor.all(".reasons")[0].to_text()) < 510
    assert "Read your reasons to the end" in visitor.text()

    visitor.get(visitor.all(".decision-body p a")[0].attrs["href"].split("#")[0])
    assert visitor.all(".reasons")[0].to_text().split() == WORDS[:300]


def test_reasons_of_an_ordinary_length_stand_there_whole(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a", edition=people.edition)
    row = db.session.scalars(select(CaseDecision)).one()
    row.reasons = " ".join(WORDS[:120])

    visitor.signed_in(people.trainee).get(PAGE)

    assert visitor.all(".reasons")[0].to_text().split() == WORDS[:120]
    assert "Read your reasons to the end" not in visitor.text()


def test_a_case_costs_the_same_among_three_countries_and_among_ten(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "bagru", "a", edition=people.edition)
    costs = []
    for number, countries in ((1, ["IN", "NI", "HN"]), (2, ["MA", "SN", "ZW", "BR", "PE", "FR"])):
        for country in countries:
            crowd(5, "bagru", "a", country=country, option=number)
        visitor.signed_in(people.trainee).get(f"{PAGE}/choices")
        costs.append(visitor.statements)

    assert costs == [5, 5]
    assert len(heads(visitor.all("table")[1])) == 10
