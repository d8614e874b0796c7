"""The page: one form, a list, counts that are those of the lists, and words for every emptiness."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from lms import clock
from lms.accounts.pace import Pace
from lms.search import actions
from lms.search.queries import PAGE
from tests.people import People
from tests.search.conftest import Example, a_document
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def slow_readers(app: Flask) -> Iterator[None]:
    """Nobody in these tests asks faster than a person would, except where that is the question."""
    before = app.extensions["pace"]
    app.extensions["pace"] = Pace()
    yield
    app.extensions["pace"] = before


@pytest.fixture
def many(example: Example) -> int:
    """Several pages of them."""
    example.texts = [
        a_document(f"z{number:03}", title=f"Zebra {number}", position=number)
        for number in range(PAGE * 5 + 5)
    ]
    actions.rebuild()
    return len(example.texts)


def titles(visitor: Visitor) -> list[str]:
    return [" ".join(node.to_text().split()) for node in visitor.all(".hit-title")]


def kinds(visitor: Visitor) -> dict[str, str]:
    """The choices above the list: name and count, and where each leads."""
    return {
        " ".join(node.to_text().split()): node.attrs["href"] for node in visitor.all(".kinds a")
    }


def test_without_a_question_the_page_says_how_to_find_something(visitor: Visitor) -> None:
    visitor.get("/search")

    assert "Write one or two words" in visitor.text()
    assert "Lessons are found by those who are signed in" in visitor.text()


def test_what_is_found_says_its_kind_and_place_and_marks_the_words(
    visitor: Visitor, example: Example
) -> None:
    actions.keep(
        a_document("new", title="A <b>zebra</b>", place="Here & there", body="Two zebras.")
    )

    response = visitor.get("/search?q=zebra")

    assert "1 result for “zebra”" in visitor.text()
    assert "Lesson · Here & there" in visitor.text()
    assert "A &lt;b&gt;<mark>zebra</mark>&lt;/b&gt;" in response.text
    assert "Two <mark>zebras</mark>." in response.text
    assert [node.attrs["href"] for node in visitor.all(".hit-title a")] == ["/case-studies/new"]


def test_each_kind_has_as_many_as_its_list(visitor: Visitor, example: Example) -> None:
    visitor.get("/search?q=trust")
    choices = kinds(visitor)

    assert list(choices) == ["All 6", "Lessons 3", "Words 3"]
    for said, address in choices.items():
        visitor.get(address)
        assert len(titles(visitor)) == int(said.split()[-1])
        assert [node.to_text().split()[0] for node in visitor.all(".kinds [aria-current]")] == [
            said.split()[0]
        ]


def test_a_kind_without_results_leads_to_the_others(visitor: Visitor, example: Example) -> None:
    visitor.get("/search?q=trust&kind=case")

    assert "There are results of another kind" in visitor.text()
    assert "Lessons 3" in kinds(visitor)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_as_for_three(
    visitor: Visitor, people: People, example: Example, count: int
) -> None:
    for number in range(count):
        actions.keep(a_document(f"z{number}", title="Zebra"))

    visitor.signed_in(people.trainee).get("/search?q=zebra")

    assert (len(titles(visitor)), visitor.statements) == (count, 5)


def test_nothing_found_says_what_to_do(visitor: Visitor, example: Example) -> None:
    visitor.get("/search?q=trust+zebra")

    assert "Nothing found for “trust zebra”" in visitor.text()
    links = {node.to_text(): node.attrs["href"] for node in visitor.all(".empty a")}
    assert links == {"trust": "/search?q=trust", "zebra": "/search?q=zebra"}
    assert "texts that you read in English" in visitor.text()


def test_one_word_that_is_not_found_is_to_be_checked(visitor: Visitor, example: Example) -> None:
    visitor.get("/search?q=zebra")

    assert "Check the spelling" in visitor.text()


@pytest.mark.parametrize("typed", ["?!", "🧵", '""', "%25%27"])
def test_a_question_without_words_says_so(visitor: Visitor, example: Example, typed: str) -> None:
    visitor.get(f"/search?q={typed}")

    assert "Write at least one word or number." in visitor.text()


@pytest.mark.parametrize(
    ("language", "others"), [("en", {"es", "fr"}), ("es", {"fr"}), ("fr", {"en", "es"})]
)
def test_results_in_another_language_are_marked(
    visitor: Visitor, example: Example, language: str, others: set[str]
) -> None:
    """A text that is written in the reader's language too is found in that one only."""
    visitor.get("/search?q=region", headers={"Accept-Language": language})

    marked = {node.attrs.get("lang") for node in visitor.all(".hit-title")}
    assert marked == {None, *others}
    badges = len(visitor.all(".hit-language"))
    assert badges == sum("lang" in node.attrs for node in visitor.all(".hit-title"))


def test_the_form_keeps_what_was_typed_and_the_kind(visitor: Visitor, example: Example) -> None:
    visitor.get("/search?q=%22trust%22+%3Cb%3E&kind=term")

    assert visitor.all("main form input[name=q]")[0].attrs["value"] == '"trust" <b>'
    assert visitor.all("main option[selected]")[0].attrs["value"] == "term"
    assert "<b>" not in visitor.page.to_html().split("<main")[1].split("<footer")[0]


def test_every_page_has_the_form_and_the_way_to_it(visitor: Visitor, people: People) -> None:
    for path in ("/", "/courses", "/login"):
        visitor.get(path)
        assert len(visitor.all("header form[role=search] input[name=q]")) == 1
        assert len(visitor.all("header a.site-search-link[href='/search']")) == 1
    visitor.get("/search")
    assert len(visitor.all("form[role=search]")) == 1


def test_the_sixth_question_within_a_second_waits(
    visitor: Visitor, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    for _ in range(5):
        visitor.get("/search?q=trust")

    refused = visitor.get("/search?q=trust", status=429)
    visitor.get("/search")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=1))
    visitor.get("/search?q=trust")

    assert refused.headers["Retry-After"] == "1"


def test_one_person_does_not_slow_down_another_at_the_same_address(
    app: Flask, people: People, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    first, second = Visitor(app).signed_in(people.trainee), Visitor(app).signed_in(people.classmate)
    for _ in range(5):
        first.get("/search?q=trust")

    first.get("/search?q=trust", status=429)
    second.get("/search?q=trust")
