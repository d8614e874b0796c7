"""Questions as GIFT. What GIFT has no place for is written so that people can read it, too.

- The reasons of an order and of pairs are a numbered list in the feedback for the question.
- An order is Moodle's own kind of question (`>`), first item first.
- Source and unit are tags in a comment.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from lms.content.exchange.entry import Entry
from lms.content.exchange.gift_read import NOWHERE
from lms.content.exchange.gift_text import CATEGORY, escaped_signs, tag
from lms.content.exchange.reasons import Reasons, joined
from lms.content.exchange.texts import MARKDOWN, PLAIN, with_wildcards
from lms.content.marks import escaped, letters_of

WHOLE = Decimal(100)
SIGNS = "\\:#={}~"


def write_gift(entries: Iterable[Entry]) -> str:
    blocks, category = [], ""
    for entry in entries:
        if entry.category != category:
            category = entry.category
            blocks.append(f"{CATEGORY} {category or NOWHERE}\n")
        blocks.append(_block(entry))
    return "\n".join(blocks)


def _block(entry: Entry) -> str:
    question: Any = entry.question
    form = _form(question.ask)
    name = f"::{escaped_signs(entry.name, SIGNS)}::" if entry.name else ""
    ask = _text(question.ask, form, named=True)
    answers = "".join(f"\t{line}\n" for line in _ANSWERS[question.kind](question, form))
    opening = _OPENINGS.get(question.kind, "").format(count=len(getattr(question, "items", ())))
    return f"{_tags(question)}{name}{ask}{{{opening}\n{answers}{_general(question, form)}}}\n"


def _tags(question: Any) -> str:
    said = {"source": question.source, "unit": getattr(question, "unit", "")}
    tags = [tag(name, value) for name, value in said.items() if value]
    return f"// {' '.join(tags)}\n" if tags else ""


def _general(question: Any, form: str) -> str:
    lines = getattr(question, "items", getattr(question, "pairs", None))
    why = question.why
    if lines is not None:
        why = joined(Reasons(why, tuple(line.why for line in lines)))
    return f"\t####{_text(why, form)}\n" if why else ""


def _one(question: Any, form: str) -> Iterable[str]:
    for option in question.options:
        yield f"{'=' if option.right else '~'}{_with_why(option, form)}"


def _many(question: Any, form: str) -> Iterable[str]:
    share = round(WHOLE / sum(option.right for option in question.options), 5).normalize()
    for option in question.options:
        weight = f"{share:f}" if option.right else "-100"
        yield f"~%{weight}%{_with_why(option, form)}"


def _with_why(option: Any, form: str) -> str:
    text = _text(option.text, form)
    return f"{text}#{_text(option.why, form)}" if option.why else text


def _order(question: Any, form: str) -> Iterable[str]:
    """Moodle's kind takes each line as it is and gives no other sign back."""
    for item in question.items:
        yield _text(item.text, form, signs="\\#{}")


def _match(question: Any, form: str) -> Iterable[str]:
    for pair in question.pairs:
        yield f"={_text(pair.left, form, arrow=True)} -> {escaped_signs(pair.right, SIGNS)}"


def _number(question: Any, _form: str) -> Iterable[str]:
    yield f"={question.answer:f}:{question.tolerance:f}"


def _short(question: Any, form: str) -> Iterable[str]:
    for spelling in question.accept:
        yield f"={_text(escaped(with_wildcards(spelling)), form, arrow=True)}"


def _form(text: str) -> str:
    return MARKDOWN if letters_of(text) is None else PLAIN


def _text(
    text: str, usual: str, *, named: bool = False, arrow: bool = False, signs: str = SIGNS
) -> str:
    """With the name of its format, where that is another or the text could be misread.

    An arrow in a text would part it from its partner: written as Markdown, `>` is escaped.
    """
    letters = letters_of(text)
    form = MARKDOWN if letters is None or (arrow and "->" in letters) else PLAIN
    body = text if letters is None or form == MARKDOWN else letters
    misread = body.startswith(("[", "%", "//", CATEGORY))
    prefix = f"[{form}]" if named or form != usual or misread else ""
    return f"{prefix}{escaped_signs(body, signs)}"


_ANSWERS: dict[str, Callable[[Any, str], Iterable[str]]] = {
    "one": _one,
    "many": _many,
    "order": _order,
    "match": _match,
    "number": _number,
    "short": _short,
}
_OPENINGS = {"order": ">{count} ALL VERTICAL ABSOLUTE_POSITION SHOW none", "number": "#"}
