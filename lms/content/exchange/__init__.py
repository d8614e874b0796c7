"""Questions in the formats of other platforms. Pure functions from text to text.

`read` finds out which format a text is in; what is read has an entry or a refusal for each
question. Written by `write_gift` or `write_moodle_xml` and read again, entries stay the same.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lms.content.exchange.aiken import looks_like_aiken, read_aiken
from lms.content.exchange.decoding import UTF_8, decoded
from lms.content.exchange.entry import (
    Entry,
    Format,
    Reading,
    Reason,
    Refusal,
    Remark,
    Trouble,
    UnfitError,
    UnreadableError,
    fields_of,
    key_of,
    lacks_a_why,
    question_of,
)
from lms.content.exchange.gift_read import EXCERPT, read_gift
from lms.content.exchange.gift_write import write_gift
from lms.content.exchange.letters import clean, line
from lms.content.exchange.moodle_read import read_moodle_xml
from lms.content.exchange.moodle_write import write_moodle_xml
from lms.content.marks import escaped
from lms.content.quiz import Question

__all__ = [
    "UTF_8",
    "Entry",
    "Format",
    "Reading",
    "Reason",
    "Refusal",
    "Remark",
    "Trouble",
    "UnfitError",
    "UnreadableError",
    "decoded",
    "entry_of",
    "fields_of",
    "key_of",
    "lacks_a_why",
    "question_of",
    "read",
    "write_gift",
    "write_moodle_xml",
]


def read(source: str, words: tuple[str, str] = ("True", "False")) -> Reading:
    """What can be used of a text, and why the rest cannot; raises UnreadableError.

    `words` are the two options of a question that asks for true or false.
    """
    text = clean(source)
    start = text.lstrip()
    if not start:
        raise UnreadableError(Trouble.EMPTY)
    if start.startswith("<"):
        reading = read_moodle_xml(text, words)
    elif looks_like_aiken(text):
        reading = read_aiken(text)
    else:
        reading = read_gift(text, words)
    return _once(reading)


def _once(reading: Reading) -> Reading:
    """The first of equal questions; the others are refused."""
    kept: dict[str, Entry] = {}
    for entry in reading.entries:
        first = kept.setdefault(entry.question.id, entry)
        if first is not entry:
            excerpt = entry.name or entry.question.ask[:EXCERPT]
            twin = Refusal(entry.line, Reason.DOUBLE, str(first.line), excerpt)
            reading.refusals.append(twin)
    reading.entries = list(kept.values())
    reading.refusals.sort(key=lambda row: row.line)
    return reading


def entry_of(question: Question) -> Entry:
    """A question of a course, whose texts are plain, as one of these."""
    return Entry(question_of(_marked(fields_of(question))), name=question.id)


def _marked(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _field(name, value) for name, value in fields.items()}


def _field(name: str, value: Any) -> Any:
    """Texts are escaped; what is compared with an answer stays a line of letters."""
    if isinstance(value, list):
        return [line(row) if isinstance(row, str) else _marked(row) for row in value]
    if name in {"answer", "tolerance"}:
        return f"{(Decimal(value) + 0).normalize():f}"
    if name == "kind" or not isinstance(value, str):
        return value
    return line(value) if name in {"right", "unit", "source"} else escaped(clean(value).strip())
