"""Where a page of results begins, as its address says it: `after=0.1.1.-2.1.1.-5.12.345.0f3a…`.

The numbers are the place of a text in the order, so that nothing comes twice or is passed over
while others write. They are signed together with the question: no other page follows from them.
"""

import hmac
import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from flask import current_app

from lms.search.question import Question

RANKS = 9
LETTERS = 16
_WRITTEN = re.compile(rf"((?:-?[0-9]{{1,12}}\.){{{RANKS}}})([0-9a-f]{{{LETTERS}}})")


class Edge(NamedTuple):
    """The page ends before this place, or begins after it."""

    rank: tuple[int, ...]
    back: bool


class NoSuchEdgeError(Exception):
    """It was not made here, or for another question."""


def written(rank: tuple[int, ...], question: Question, asked: Mapping[str, str]) -> str:
    numbers = "".join(f"{number}." for number in rank)
    return numbers + _signature(numbers, question, asked, str(current_app.secret_key))


def read(typed: str, question: Question, asked: Mapping[str, str]) -> tuple[int, ...]:
    """Raises NoSuchEdgeError."""
    found = _WRITTEN.fullmatch(typed)
    if found is None:
        raise NoSuchEdgeError
    signed = [_signature(found[1], question, asked, secret) for secret in _secrets()]
    if not any(hmac.compare_digest(one, found[2]) for one in signed):
        raise NoSuchEdgeError
    return tuple(int(number) for number in found[1][:-1].split("."))


def _secrets() -> Iterator[str]:
    """The present one, and those that are still accepted while it is changed."""
    yield str(current_app.secret_key)
    yield from current_app.config["SECRET_KEY_FALLBACKS"]


def _signature(numbers: str, question: Question, asked: Mapping[str, str], secret: str) -> str:
    said = json.dumps(["edge of a search", numbers, question.text, sorted(asked.items())])
    return hmac.new(secret.encode(), said.encode(), sha256).hexdigest()[:LETTERS]
