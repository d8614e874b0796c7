"""Any question set of the six kinds, as hypothesis makes them, and a few made by hand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from lms.content.exchange import Entry, question_of
from lms.content.exchange.letters import clean, line
from lms.content.marks import escaped
from lms.content.quiz import Question

TRICKY = ":#={}~\\[]%*_`<>&->/\n.10 aAé–'\"$T"
PIECES = [
    *("<b>x</b>", "<A>", "&lt;", "[html]", "[x]", "->", "####", "%50%", "\\n", "\\\\", "// x"),
    *("1. a\n2. b", "3. c", "\n\n", "$CATEGORY: x", "**a**", "`b`", "T", "::", "@@PLUGINFILE@@"),
]
_piece = st.text(st.sampled_from(TRICKY) | st.characters(exclude_categories=["Cs"]), max_size=12)
_letters = st.lists(st.sampled_from(PIECES) | _piece, max_size=4).map("".join)


def tidy(letters: str) -> str:
    return clean(letters).strip()


letters = _letters.map(tidy)
lines = _letters.map(line)
notes = letters.map(escaped) | letters  # what is not escaped is Markdown as somebody typed it
texts = notes.map(lambda text: text or "0")
said = lines.map(lambda text: text or "0")
numbers = st.decimals(
    min_value=-(10**9), max_value=10**9, places=6, allow_nan=False, allow_infinity=False
)


def distinct(strategy: st.SearchStrategy[str], least: int, most: int) -> Any:
    return st.lists(strategy, min_size=least, max_size=most, unique=True)


@st.composite
def _choices(draw: Any, *, kind: str) -> dict[str, Any]:
    words = draw(distinct(texts, 3 if kind == "many" else 2, 6))
    right = draw(st.integers(2, len(words) - 1)) if kind == "many" else 1
    marks = draw(st.permutations([True] * right + [False] * (len(words) - right)))
    options = [
        {"text": text, "right": mark, "why": draw(notes)}
        for text, mark in zip(words, marks, strict=True)
    ]
    return {"kind": kind, "options": options}


@st.composite
def _orders(draw: Any) -> dict[str, Any]:
    items = [{"text": text, "why": draw(notes)} for text in draw(distinct(texts, 3, 6))]
    return {"kind": "order", "items": items}


@st.composite
def _matches(draw: Any) -> dict[str, Any]:
    lefts = texts.map(lambda text: text.replace("->", "-\\>"))
    pairs = [
        {"left": left, "right": draw(said), "why": draw(notes)}
        for left in draw(distinct(lefts, 2, 6))
    ]
    return {"kind": "match", "pairs": pairs}


def plain_number(value: Decimal) -> str:
    return f"{(value + 0).normalize():f}"


_numbers = st.fixed_dictionaries(
    {
        "kind": st.just("number"),
        "answer": numbers.map(plain_number),
        "tolerance": numbers.map(abs).map(plain_number),
        "unit": lines,
    }
)
_shorts = st.fixed_dictionaries({"kind": st.just("short"), "accept": distinct(said, 1, 4)})


@st.composite
def questions(draw: Any) -> Question:
    kinds: Sequence[Any] = (
        *(_choices(kind="one"), _choices(kind="many")),
        *(_orders(), _matches(), _numbers, _shorts),
    )
    whole = {"ask": draw(texts), "why": draw(notes), "source": draw(lines)}
    return question_of(whole | draw(st.one_of(*kinds)))


@st.composite
def sets(draw: Any) -> list[Entry]:
    found = draw(st.lists(questions(), max_size=4, unique_by=lambda question: question.id))
    categories = st.sampled_from(["", "$course$/Trust", "A: b #1"])
    return [Entry(question, name=draw(lines), category=draw(categories)) for question in found]
