"""Every rule that counted in an edition: who set it, when, why, and what it changed."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.completion import words
from lms.completion.models import CompletionRule
from lms.completion.rules import Rule
from lms.content.course import Course


class Entry(NamedTuple):
    row: CompletionRule
    asks: str
    changes: Sequence[str]


def history_of(kept: Sequence[CompletionRule], first: Rule, course: Course) -> list[Entry]:
    """Of rules with the newest first; the oldest is compared with what the course asks."""
    rules = [Rule.read(row.tree) for row in kept]
    befores = [*rules[1:], first]
    return [
        Entry(row, words.in_words(rule, course), words.differences(before, rule, course))
        for row, rule, before in zip(kept, rules, befores, strict=False)
    ]
