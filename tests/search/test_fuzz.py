"""Five thousand questions that nobody would ask. Each is answered, by either engine."""

from random import Random

import pytest
from flask import Flask

from lms.accounts.pace import Pace
from lms.db import db
from lms.search import queries
from lms.search.engines import engine
from lms.search.question import MOST_LETTERS, MOST_PARTS, Question
from lms.search.snippets import Marker
from tests.search.conftest import ANYBODY, Example
from tests.visitor import Visitor

SEED, ASKED, ON_THE_PAGE, LONGEST = 2001, 5_000, 200, 10_000
OPERATORS = [
    "AND", "OR", "NOT", "NEAR", "NEAR(", "NEAR/2", "title:", "names:", "rowid:", "rank", "*",
    "**", "^", "^^", '"', '""', "'", "''", "(", ")", "((", "{", "}", "[", "]", "-", "--", "−",
    "&", "&&", "|", "||", "!", "!!", "<->", "<2>", "<", ">", ":", ":*", ":A", "::", "\\", "\\'",
    ";", "/*", "*/", "%", "_", "%s", "%(q)s", ":asked", "?", "$1", "${q}", "\\x00",
]  # fmt: skip
SIGNS = "\0\x01\x08\t\n\x0b\x1b\x7f\x85\xa0\xad\u200b\u200d\u202e\u2028\u2066\ufeff\ufffe\uffff"
LONE = "\ud800\udbff\udc00\udfff"
LETTERS = "aéñœßÅıİſﬁΩЖשقक़ก漢字ゝ한🧵👩‍🌾́̈︎𝔸𐍈"
WORDS = ["trust", "trusts", "l'articulateur", "micro-enterprise", "10,000", "réseaux", "Bagru"]


def typed_by(chance: Random) -> str:
    """A few pieces of every sort; one in fifty is ten thousand letters long."""
    pieces = [_piece(chance) for _ in range(chance.randint(0, 12))]
    typed = chance.choice(["", " ", " ", "  "]).join(pieces)
    return (typed or "x") * LONGEST if chance.random() < 0.02 else typed


def _piece(chance: Random) -> str:
    sort = chance.randrange(6)
    if sort == 0:
        return chance.choice(OPERATORS)
    if sort == 1:
        return "".join(chance.choices(SIGNS + LONE, k=chance.randint(1, 4)))
    if sort == 2:
        return "".join(chance.choices(LETTERS, k=chance.randint(1, 8)))
    if sort == 3:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 6)))
    return chance.choice(WORDS)


@pytest.mark.long
def test_no_question_is_too_odd_to_be_answered(example: Example) -> None:
    """The index is asked each; the whole list, which is ten times slower, one in twenty."""
    chance, asked, listed = Random(SEED), 0, 0  # noqa: S311  # repeatable is what matters
    for number in range(ASKED):
        question = Question.of(typed_by(chance)[:LONGEST])
        assert len(question.text) <= MOST_LETTERS
        assert len(question.parts) + len(question.without) <= MOST_PARTS
        if question:
            asked += 1
            db.session.execute(engine().matching(question)).all()
            if number % 20 == 0:
                listed += _listed(question)
    assert asked > ASKED // 2  # most have a word in them
    assert listed > 0  # and some of them find something


def _listed(question: Question) -> int:
    marker = Marker(question)
    rows = db.session.scalars(queries.hits(question, ANYBODY)).all()
    return sum(bool(marker.snippet(row.body)) for row in rows)


@pytest.mark.long
def test_no_question_breaks_the_page(app: Flask, visitor: Visitor, example: Example) -> None:
    """What a browser cannot send at all, a zero byte, is told so; all else has a page."""
    chance, seen = Random(SEED), set[int]()  # noqa: S311
    for _ in range(ON_THE_PAGE):
        app.extensions["pace"] = Pace()
        typed = typed_by(chance)[:2_000].encode("utf-8", "surrogatepass")
        answer = visitor.client.get("/search", query_string={"q": typed})
        assert answer.status_code == (400 if b"\0" in typed else 200), typed
        seen.add(answer.status_code)
    assert seen == {200, 400}
