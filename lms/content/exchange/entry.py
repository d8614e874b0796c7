"""What is read from a file of questions: entries that can be used, and refusals with a reason."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lms.content.quiz import A_QUESTION, IMPORTED, Question

MOST_QUESTIONS = 200
KEY_LENGTH = 24  # hexadecimal digits: 96 bits


class Format(StrEnum):
    GIFT = "gift"
    MOODLE_XML = "xml"
    AIKEN = "aiken"


class Reason(StrEnum):
    """Why a question is refused."""

    OPEN = "open"  # an essay: no answer to compare with
    TEXT_ONLY = "text-only"
    UNKNOWN_KIND = "unknown-kind"
    NOT_CLOSED = "not-closed"
    NOT_OPENED = "not-opened"
    NO_EMPTY_LINE = "no-empty-line"
    NO_TEXT = "no-text"
    NONE_RIGHT = "none-right"
    ALL_RIGHT = "all-right"
    SEVERAL_RIGHT = "several-right"
    ONE_OPTION = "one-option"
    EMPTY_OPTION = "empty-option"
    TWICE = "twice"
    NOT_A_PAIR = "not-a-pair"
    LONE_PARTNER = "lone-partner"
    FEW_PAIRS = "few-pairs"
    MANY_PAIRS = "many-pairs"
    FEW_ITEMS = "few-items"
    NOT_A_NUMBER = "not-a-number"
    SEVERAL_NUMBERS = "several-numbers"
    WILDCARD = "wildcard"
    FILES = "files"
    TOO_LONG = "too-long"
    TOO_MANY_OPTIONS = "too-many-options"
    NO_ANSWER_LINE = "no-answer-line"
    UNKNOWN_LETTER = "unknown-letter"
    DOUBLE = "double"


class Remark(StrEnum):
    """What is not quite as in the file, in a question that is accepted."""

    PARTLY = "partly"  # answers that were worth a part are now right or wrong
    CASE = "case"
    UNITS = "units"
    SUBSET = "subset"


class Trouble(StrEnum):
    """Why a whole file cannot be read."""

    NOT_TEXT = "not-text"
    EMPTY = "empty"
    BROKEN_XML = "broken-xml"
    ENTITIES = "entities"
    NOT_A_QUIZ = "not-a-quiz"
    TOO_MANY = "too-many"


class UnfitError(Exception):
    """A question that cannot be used. `about` names what is meant: an option, a kind, a line."""

    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(f"{reason}: {about}")
        self.reason, self.about = reason, about


class UnreadableError(Exception):
    """A file that cannot be used at all."""

    def __init__(self, trouble: Trouble, line: int = 0) -> None:
        super().__init__(f"{trouble} at line {line}")
        self.trouble, self.line = trouble, line


@dataclass(frozen=True)
class Entry:
    """A question with what the file says around it; its id is its key."""

    question: Question
    name: str = ""
    category: str = ""
    line: int = field(default=0, compare=False)
    remarks: frozenset[Remark] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Refusal:
    """`excerpt` is how the question begins, so that its author finds it."""

    line: int
    reason: Reason
    about: str = ""
    excerpt: str = ""


@dataclass
class Reading:
    format: Format
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def within_limit(self) -> None:
        """Raises UnreadableError as soon as there are more questions than one file may have."""
        if len(self.entries) + len(self.refusals) > MOST_QUESTIONS:
            raise UnreadableError(Trouble.TOO_MANY)


def fields_of(question: Question) -> dict[str, Any]:
    """As JSON keeps it, without the id."""
    return question.model_dump(mode="json", exclude={"id"})


def question_of(fields: Mapping[str, Any]) -> Question:
    """The question of these fields, with its key for an id: equal content, equal key."""
    found = A_QUESTION.validate_python({"id": "new", **fields}, context=IMPORTED)
    return found.model_copy(update={"id": key_of(found)})


def key_of(question: Question) -> str:
    """Named after its content, whatever name it has in a file."""
    plain = json.dumps(fields_of(question), sort_keys=True, ensure_ascii=False)
    return f"q{hashlib.sha256(plain.encode()).hexdigest()[:KEY_LENGTH]}"


def lacks_a_why(question: Any) -> bool:
    """Whether some of its answers stay without a reason."""
    if question.why:
        return False
    lines = (getattr(question, name, ()) for name in ("options", "items", "pairs"))
    notes = [line.why for group in lines for line in group]
    return not notes or not all(notes)
