"""“Did you mean …?”, from words that everybody may read, and only if it finds something."""

import pytest

from lms.search import actions
from lms.search.near import near
from lms.search.question import Question
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("benchmaking", "benchmarking"),
        ("clutser", "cluster"),
        ("Bagruu", "Bagru"),
        ("ludiana knitwear", "Ludhiana knitwear"),
        ("confianca", "confianza"),
        ("cluster", ""),
        ("clusters", ""),
        ("xyzzy", ""),
        ("act", ""),
        ("", ""),
    ],
)
def test_the_likeliest_known_word_is_meant(typed: str, meant: str) -> None:
    assert near(Question.of(typed)) == meant


@pytest.mark.long
def test_what_was_meant_is_offered_where_nothing_is_found(visitor: Visitor) -> None:
    actions.fill()

    visitor.get("/search?q=benchmaking")

    assert "Did you mean benchmarking" in visitor.text()
    assert [node.attrs["href"] for node in visitor.all(".empty a")] == ["/search?q=benchmarking"]


@pytest.mark.long
def test_what_would_find_nothing_either_is_not_offered(visitor: Visitor) -> None:
    actions.fill()

    visitor.get("/search?q=benchmaking+xyzzy")

    assert "Did you mean" not in visitor.text()
