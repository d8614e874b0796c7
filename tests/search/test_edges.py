"""From page to page, both ways, while others write; and addresses that were not made here."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask import Flask

from lms.accounts.pace import Pace
from lms.db import db
from lms.search import actions
from lms.search.queries import PAGE
from tests.search.conftest import Example, a_document
from tests.visitor import Visitor

MANY = PAGE * 3 + 5


@pytest.fixture(autouse=True)
def slow_readers(app: Flask) -> Iterator[None]:
    before = app.extensions["pace"]
    app.extensions["pace"] = Unhurried()
    yield
    app.extensions["pace"] = before


class Unhurried(Pace):
    def too_fast(self, *_: object, **__: object) -> bool:
        return False


@pytest.fixture
def many(example: Example) -> list[str]:
    """The titles of texts that differ in nothing but their places."""
    titles = [f"Zebra {number}" for number in range(MANY)]
    example.texts = [
        a_document(f"z{number:03}", title=title, position=number)
        for number, title in enumerate(titles)
    ]
    actions.rebuild()
    db.session.commit()
    return titles


def titles(visitor: Visitor) -> list[str]:
    return [" ".join(node.to_text().split()) for node in visitor.all(".hit-title")]


def way(visitor: Visitor, rel: str) -> str:
    """Where this link leads; empty where there is none."""
    return next((node.attrs["href"] for node in visitor.all(f"main a[rel={rel}]")), "")


def walked(visitor: Visitor, rel: str) -> list[str]:
    """All pages in this direction, as they are read one after the other."""
    seen = titles(visitor)
    while address := way(visitor, rel):
        visitor.get(address)
        seen = seen + titles(visitor) if rel == "next" else titles(visitor) + seen
    return seen


def test_pages_follow_each_other_there_and_back(visitor: Visitor, many: list[str]) -> None:
    visitor.get("/search?q=zebra")
    assert f"{MANY} results for" in visitor.text()
    assert way(visitor, "prev") == ""

    assert walked(visitor, "next") == many
    assert walked(visitor, "prev") == many
    assert len(titles(visitor)) == PAGE


def test_nothing_comes_twice_or_is_passed_over_while_others_write(
    visitor: Visitor, many: list[str]
) -> None:
    """What is better or worse than the page that is read comes in; the others stay in order."""
    visitor.get("/search?q=zebra")
    seen, number = titles(visitor), 0
    while address := way(visitor, "next"):
        for _ in range(10):
            number += 1
            better = number % 2
            actions.keep(
                a_document(
                    f"new{number}",
                    title=f"New {number} zebra" if better else f"Late {number}",
                    body="A zebra.",
                    position=-number,
                )
            )
        visitor.get(address)
        seen += titles(visitor)

    assert len(seen) == len(set(seen))
    assert [title for title in seen if title in set(many)] == many


def test_a_page_that_lost_all_its_texts_says_so(visitor: Visitor, many: list[str]) -> None:
    visitor.get("/search?q=zebra")
    address = way(visitor, "next")
    for number in range(PAGE, MANY):
        actions.forget("lesson", f"z{number:03}")

    visitor.get(address)

    assert "There is no more of it on this side." in visitor.text()


@pytest.mark.parametrize("change", ["number", "signature", "question", "filter", "rubbish", "long"])
def test_an_edge_that_was_not_made_here_is_refused_with_a_way_on(
    visitor: Visitor, many: list[str], change: str
) -> None:
    visitor.get("/search?q=zebra")
    edge = way(visitor, "next").partition("after=")[2].partition("&")[0]
    asked = {
        "number": {"q": "zebra", "after": f"1{edge}"},
        "signature": {"q": "zebra", "after": edge[:-1] + ("0" if edge[-1] != "0" else "1")},
        "question": {"q": "zebra word", "after": edge},
        "filter": {"q": "zebra", "after": edge, "kind": "lesson"},
        "rubbish": {"q": "zebra", "before": "' OR 1=1 --"},
        "long": {"q": "zebra", "before": "9." * 5_000},
    }[change]

    visitor.get(f"/search?q=zebra&after={edge}")
    visitor.get(f"/search?{urlencode(asked)}", status=400)

    assert "This page of results is not there" in visitor.text()
    visitor.get(visitor.all(".empty a")[0].attrs["href"])
    assert titles(visitor)[0] == many[0]
