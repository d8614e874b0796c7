"""One list of questions, one list of answers: SQLite and PostgreSQL are each held to both."""

from typing import Any

import pytest
import yaml

from lms.db import db
from lms.search import queries
from lms.search.question import MOST_LETTERS, Question
from lms.search.sources import Reader
from tests.search.conftest import ANYBODY, HERE, Example, found

CORPUS: list[dict[str, Any]] = yaml.safe_load((HERE / "corpus.yml").read_text("utf-8"))


def reader(language: str = "en", *audiences: str) -> Reader:
    return ANYBODY._replace(language=language, audiences=ANYBODY.audiences | set(audiences))


def counts(question: Question, who: Reader) -> dict[str, int]:
    return {row[0]: row[1] for row in db.session.execute(queries.counts(question, who))}


@pytest.mark.long
def test_every_question_finds_the_same_on_every_engine(example: Example) -> None:
    wrong = {
        f"{row['q']} ({row.get('reader', 'en')})": (row["found"], answer)
        for row in CORPUS
        if (answer := found(row["q"], reader(row.get("reader", "en")))) != row["found"]
    }

    assert wrong == {}
    assert len(CORPUS) >= 60


@pytest.mark.long
def test_counts_are_those_of_the_lists(example: Example) -> None:
    """Of each kind and of all together, for each reader."""
    for row in CORPUS:
        question, who = Question.of(row["q"]), reader(row.get("reader", "en"))
        if not question:
            continue
        counted = counts(question, who)
        listed = {kind: len(found(row["q"], who, kind=kind)) for kind in example.kinds}
        assert {kind: count for kind, count in listed.items() if count} == counted, row["q"]
        assert sum(counted.values()) == len(row["found"]), row["q"]


@pytest.mark.parametrize("typed", ["trust " * 500, "x" * 10_000, '"' * 999, "a b " * 99, "\ud800"])
def test_a_question_of_any_length_is_answered(example: Example, typed: str) -> None:
    assert len(Question.of(typed).text) <= MOST_LETTERS
    found(typed)


@pytest.mark.parametrize(
    ("audiences", "seen"),
    [
        ((), []),
        (("members",), ["members"]),
        (("members", "edition:2"), ["members"]),
        (("members", "edition:1"), ["members", "secret"]),
    ],
)
def test_a_text_is_found_by_those_who_hold_its_key(
    example: Example, audiences: tuple[str, ...], seen: list[str]
) -> None:
    who = reader("en", *audiences)

    canaries = [ref for word in ("canarymembers", "canarysecret") for ref in found(word, who)]
    suppliers = counts(Question.of("suppliers"), who)
    assert canaries == seen
    assert suppliers == {"lesson": 2 + len(seen)}


def test_the_best_comes_first(example: Example) -> None:
    """The rules of docs/decisions/009, each with two texts that differ in that rule only."""
    everything = reader("en", "members", "edition:1")

    assert found("cooperation")[0] == "both"  # the reader's language, then others
    assert found("trust")[:2] == ["trust", "progressive"]  # the whole title, then a part of it
    assert found("action plan") == ["action", "plan"]  # in the title, then in the text
    assert found("micro enterprise") == ["hyphen", "pune"]  # a word of the title counts
    assert found('"micro enterprise"') == ["pune", "hyphen"]  # not so, where it must be a phrase
    assert found("suppliers", everything)[0] == "ours"  # at home, though others say it more often
    assert found("mistrust") == ["arrows", "trust", "door"]  # three times, then once each in order
