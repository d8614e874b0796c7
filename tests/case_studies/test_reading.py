import re
from collections.abc import Iterator

import pytest

from lms.content import library
from tests.case_studies.factories import CASES, crowd, decided, first_words, spoilers, the_case
from tests.people import People
from tests.visitor import Visitor

STATES = [(case, made) for case in CASES for made in range(len(the_case(case).decisions) + 1)]


def chapters(visitor: Visitor) -> list[str]:
    """The sections that stand on the page, as their ids."""
    return [node.attrs["id"] for node in visitor.all("section.chapter, section.decision")]


def closed(case_id: str, made: int) -> Iterator[str]:
    """How the sections begin that are not open yet."""
    case = the_case(case_id)
    waiting = case.decisions[made].id if made < len(case.decisions) else None
    later = False
    for section in case.sections:
        if later or section.kind == "teaching_note":
            yield first_words(section)
        later = later or section.decision_id == waiting is not None


def test_the_library_is_open_to_everybody(visitor: Visitor) -> None:
    visitor.get("/case-studies")

    titles = {node.to_text().strip() for node in visitor.all("li.card h2")}
    assert titles == {str(case.title) for case in library().case_studies.values()}
    assert "Nicaragua" in visitor.text()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("step=pilot_project", {"masaya"}),
        ("factor=openness", {"masaya"}),
        ("country=NI", {"masaya"}),
        ("sector=Woollen+knitwear", {"ludhiana"}),
        ("country=IN&factor=proximity", {"bagru"}),
        ("country=NI&sector=Woollen+knitwear", set()),
        ("country=XX", set(CASES)),
        ("step=&factor=&country=&sector=", set(CASES)),
    ],
)
def test_the_library_is_narrowed_by_plain_addresses(
    visitor: Visitor, asked: str, found: set[str]
) -> None:
    visitor.get(f"/case-studies?{asked}")

    links = {node.attrs["href"].rpartition("/")[2] for node in visitor.all("li.card h2 a")}
    assert found <= links
    assert not (links - found) & {"pune", "bagru", "ludhiana", "masaya"}


def test_the_library_says_how_far_the_reader_is(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "masaya", "a", "b")
    decided(people.trainee, "bagru", "a")

    visitor.signed_in(people.trainee).get("/case-studies")

    assert "2 of 3" in visitor.text()
    assert visitor.text().count("Read to the end") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_costs_the_same_for_one_case_and_three(
    visitor: Visitor, people: People, number: int
) -> None:
    for case in CASES[:number]:
        decided(people.trainee, case, "a")

    visitor.signed_in(people.trainee).get("/case-studies")

    assert visitor.statements == 3


@pytest.mark.parametrize("case", CASES)
def test_a_visitor_reads_up_to_the_first_decision(visitor: Visitor, case: str) -> None:
    response = visitor.get(f"/case-studies/{case}")

    assert chapters(visitor) == ["context", "part-a", "decision-a"]
    assert "Sign in to decide" in visitor.text()
    assert first_words(the_case(case).section("decision-a")) not in visitor.text()
    assert the_case(case).decisions[0].options[0].text not in visitor.text()
    assert f"/login?next=/case-studies/{case}%23decision-a" in response.text
    assert [text for text in closed(case, 0) if text in visitor.text()] == []


@pytest.mark.parametrize(("case_id", "made"), STATES)
def test_a_page_holds_what_is_open_and_nothing_that_is_not(
    visitor: Visitor, people: People, case_id: str, made: int
) -> None:
    case = the_case(case_id)
    decided(people.trainee, case_id, *[row.id for row in case.decisions[:made]])

    response = visitor.signed_in(people.trainee).get(f"/case-studies/{case_id}")

    hidden = [*closed(case_id, made), *spoilers(case, made)]
    assert [text for text in hidden if text in visitor.text() or text in response.text] == []
    shown = [row.consequence for row in case.decisions[made - 1].options] if made else []
    assert [text for text in shown if text not in visitor.text()] == []
    assert bool(visitor.all("#reasons")) == (made < len(case.decisions))


@pytest.mark.parametrize("case_id", CASES)
def test_after_the_last_decision_everything_is_there(
    visitor: Visitor, people: People, case_id: str
) -> None:
    case = the_case(case_id)
    decided(people.trainee, case_id, *[row.id for row in case.decisions])

    visitor.signed_in(people.trainee).get(f"/case-studies/{case_id}")

    sections = [row.id for row in case.sections if row.kind != "teaching_note"]
    assert chapters(visitor) == [*sections, "class-work", "who", "when", "silence"]
    facts = [*case.not_in_source, case.fiction, *(row.role for row in case.actors)]
    assert [text for text in facts if text not in visitor.text()] == []


def test_each_consequence_says_whose_word_it_is(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a")

    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    (young,) = [row for row in the_case("bagru").decisions[0].options if row.in_source]
    said = [node.to_text().strip() for node in visitor.all(".consequences .whose")]
    assert said == [*["Our judgement"] * 2, "In the source", *["Our judgement"] * 2]
    assert f"In the source {young.in_source} Our judgement" in visitor.text()


@pytest.mark.parametrize("case_id", CASES)
def test_no_text_says_what_the_label_beside_it_says(case_id: str) -> None:
    options = [row for decision in the_case(case_id).decisions for row in decision.options]

    assert [row.id for row in options if "our judgement" in row.consequence.lower()] == []


def test_warm_up_comes_before_the_first_decision_only(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/case-studies/pune")
    assert len(visitor.all("details.guess")) == 8

    decided(people.trainee, "pune", "a")
    visitor.get("/case-studies/pune")

    assert visitor.all("details.guess") == []


@pytest.mark.parametrize(("made", "statements"), [(1, 5), (2, 5), (3, 7)])
def test_a_case_costs_the_same_after_one_decision_and_two_and_its_end_two_more(
    visitor: Visitor, people: People, made: int, statements: int
) -> None:
    decided(people.trainee, "masaya", *["a", "b", "c"][:made])

    visitor.signed_in(people.trainee).get("/case-studies/masaya")

    assert visitor.statements == statements


def test_how_others_chose_is_kept_back_below_five(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a", option=2)
    crowd(3, "bagru", "a")

    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    assert "as soon as 5 people have decided" in visitor.text()
    assert visitor.all("section.opened figure") == []


def test_how_others_chose_is_shown_from_five_on(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "bagru", "a", option=2)
    crowd(4, "bagru", "a")

    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    bars = [" ".join(node.to_text().split()) for node in visitor.all(".chart-group")]
    assert bars == [f"Everybody {number} of 5" for number in (4, 0, 1, 0)]
    own = the_case("bagru").decisions[0].options[2].text
    marked = [
        " ".join(node.to_text().split()) for node in visitor.all(".chart-marked .chart-label")
    ]
    assert marked == [f"{own} Your choice"]


def test_how_others_chose_is_not_told_before_deciding(visitor: Visitor, people: People) -> None:
    crowd(5, "bagru", "a")

    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    assert "How others chose" not in visitor.text()


def test_every_exhibit_has_a_picture_with_words_or_a_table(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "ludhiana", "a", "b")

    visitor.signed_in(people.trainee).get("/case-studies/ludhiana")

    pictures = [node for node in visitor.all("figure.chart svg") if node.attrs.get("role")]
    titles = [node.query("title")[0].to_text().strip() for node in pictures]
    assert "Found work at once in the cluster (at least): 88 women" in titles
    assert any(
        title.endswith("UNIDO 20 per cent, Other institutions 6 per cent") for title in titles
    )
    assert len(visitor.all("figure.chart table")) == len(the_case("ludhiana").exhibits)


def test_a_case_in_another_language_says_that_it_is_not_translated(visitor: Visitor) -> None:
    page = visitor.get("/case-studies/bagru", headers={"Accept-Language": "fr"}).text

    assert re.search(r'<div class="prose" lang="en">', page)
    assert str(the_case("bagru").title.get("fr")) in visitor.text()


def test_an_unknown_case_is_not_found(visitor: Visitor) -> None:
    visitor.get("/case-studies/atlantis", status=404)
    visitor.get("/case-studies/bagru/media/../study.yml", status=404)
    visitor.get("/case-studies/bagru/media/nothing.svg", status=404)
