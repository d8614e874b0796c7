"""How others chose, on the page of somebody who has decided."""

from tests.case_studies.factories import crowd, decided, opened
from tests.people import People
from tests.visitor import Visitor

PAGE = "/case-studies/bagru"


def bars(visitor: Visitor) -> list[str]:
    return [" ".join(node.to_text().split()) for node in visitor.all(".chart-option .chart-group")]


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

    countries = [node.to_text().strip() for node in visitor.all(".by-country thead th")]
    assert countries == ["Choice", "Nicaragua", "Other countries"]
    assert "Honduras" not in visitor.all(".by-country")[0].to_text()
    people_row = visitor.all(".by-country tbody tr")[-1].query("td")
    assert [node.to_text().strip() for node in people_row] == ["5", "5"]


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


def test_a_case_costs_the_same_among_three_countries_and_among_ten(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "bagru", "a", edition=people.edition)
    costs = []
    for number, countries in ((1, ["IN", "NI", "HN"]), (2, ["MA", "SN", "ZW", "BR", "PE", "FR"])):
        for country in countries:
            crowd(5, "bagru", "a", country=country, option=number)
        visitor.signed_in(people.trainee).get(PAGE)
        costs.append(visitor.statements)

    assert costs == [7, 7]
    assert len(visitor.all(".by-country thead th")) == 10
