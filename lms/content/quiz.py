"""The questions of a class day, and how an answer is marked right or wrong.

Answers have one shape a kind, always by the order of the file, whatever order was shown:
`one`, `many`: list of the chosen options' indexes · `order`: list of item indexes, first to
last · `match`: dict from left index to right index · `number`: the text as typed, or a
Decimal · `short`: the text as typed. An answer in another kind's shape is wrong, not an error.

A file of a course must say why of each option, and where a question comes from. What trainers
bring from elsewhere may lack both: it is validated with `context=IMPORTED`.
"""

from collections import Counter
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from markupsafe import Markup
from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticKnownError

from lms.content import marks
from lms.content.text import FromFile, Frozen, Id, Line
from lms.content.typed import folded, readings

Listed = TypeVar("Listed", "Option", "Item")

Answer = list[int] | dict[int, int] | Decimal | str

IMPORTED = {"imported": True}
PAIRS, IMPORTED_PAIRS = range(3, 6), range(2, 11)  # how many lines one question may match


def _imported(info: ValidationInfo) -> bool:
    return bool((info.context or {}).get("imported"))


def _said(value: str, info: ValidationInfo) -> str:
    if not value and not _imported(info):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return value


Note = Annotated[str, StringConstraints(strip_whitespace=True)]
Said = Annotated[Note, AfterValidator(_said)]
"""A line that only an imported question may leave empty."""


class Option(Frozen):
    text: Line
    right: bool = False
    why: Said


class Item(Frozen):
    text: Line
    why: Said


class Pair(Frozen):
    left: Line
    right: Line
    why: Said


class _Asked(Frozen):
    """What every question has; `source` is a lesson's id or `case:` and a case's id.

    `why` is said of the question as a whole, beside what is said of each option.
    """

    id: Id
    ask: Line
    source: Said
    why: Note = ""


class _Choice(_Asked):
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def solution(self) -> Answer:
        return [place for place, option in enumerate(self.options) if option.right]

    def mark(self, answer: Answer) -> bool:
        return isinstance(answer, list) and sorted(answer) == self.solution


class OneQuestion(_Choice):
    kind: Literal["one"]

    @field_validator("options")
    @classmethod
    def _one_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return exactly_one_right(_distinct(options))


class ManyQuestion(_Choice):
    kind: Literal["many"]

    @field_validator("options")
    @classmethod
    def _some_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        count = sum(option.right for option in options)
        if count < 2 or count == len(options):  # noqa: PLR2004  # "many" means two
            raise ValueError(
                f"need two or more with 'right: true' and one without; {count} are right."
            )
        return _distinct(options)


class OrderQuestion(_Asked):
    kind: Literal["order"]
    items: tuple[Item, ...] = Field(min_length=3)

    @field_validator("items")
    @classmethod
    def _differ(cls, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return _distinct(items)

    @property
    def solution(self) -> Answer:
        return list(range(len(self.items)))

    def mark(self, answer: Answer) -> bool:
        return answer == self.solution


class MatchQuestion(_Asked):
    kind: Literal["match"]
    pairs: tuple[Pair, ...]

    @field_validator("pairs")
    @classmethod
    def _few_and_different(cls, pairs: tuple[Pair, ...], info: ValidationInfo) -> tuple[Pair, ...]:
        _refuse_crowd(len(pairs), IMPORTED_PAIRS if _imported(info) else PAIRS)
        _refuse_doubles([pair.left for pair in pairs])
        return pairs

    @property
    def solution(self) -> Answer:
        return {place: place for place in range(len(self.pairs))}

    def mark(self, answer: Answer) -> bool:
        """Two pairs may share their right side; either is then right."""
        if not isinstance(answer, dict) or answer.keys() != set(range(len(self.pairs))):
            return False
        rights = dict(enumerate(pair.right for pair in self.pairs))
        return all(rights.get(right) == rights[left] for left, right in answer.items())


class NumberQuestion(_Asked):
    kind: Literal["number"]
    answer: Decimal
    tolerance: Decimal = Field(default=Decimal(0), ge=0)
    unit: str = ""
    why: Said

    @property
    def solution(self) -> Answer:
        return self.answer

    def mark(self, answer: Answer) -> bool:
        if isinstance(answer, str):
            values = readings(answer.casefold().replace(self.unit.casefold(), ""))
        else:
            values = (answer,) if isinstance(answer, Decimal) else ()
        return any(abs(value - self.answer) <= self.tolerance for value in values)


class ShortQuestion(_Asked):
    kind: Literal["short"]
    accept: tuple[Line, ...] = Field(min_length=1)
    why: Said

    @property
    def solution(self) -> Answer:
        return self.accept[0]

    def mark(self, answer: Answer) -> bool:
        accepted = {folded(spelling) for spelling in self.accept}
        return isinstance(answer, str) and folded(answer) in accepted


Question = Annotated[
    OneQuestion | ManyQuestion | OrderQuestion | MatchQuestion | NumberQuestion | ShortQuestion,
    Field(discriminator="kind"),
]


A_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


class Quiz(FromFile):
    """`marked` where its texts are the small Markdown of imported questions, else plain lines."""

    id: Id
    pass_percent: int = Field(alias="pass", ge=1, le=100)
    questions: tuple[Question, ...] = Field(min_length=1)
    marked: bool = False

    @field_validator("questions")
    @classmethod
    def _ids_differ(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        _refuse_doubles([question.id for question in questions])
        return questions

    def question(self, wanted: str) -> Question:
        return {question.id: question for question in self.questions}[wanted]

    def shown(self, text: str) -> Markup | str:
        """A text of one of its questions, for a page."""
        return marks.in_line(text) if self.marked else text

    def bare(self, text: str) -> str:
        """The same where a page can show letters only, as in a list to choose from."""
        return marks.bare(text) if self.marked else text


def exactly_one_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    count = sum(option.right for option in options)
    if count != 1:
        raise ValueError(f"need exactly one with 'right: true'; {count} have it.")
    return options


def _distinct(options: tuple[Listed, ...]) -> tuple[Listed, ...]:
    _refuse_doubles([option.text for option in options])
    return options


def _refuse_crowd(count: int, allowed: range) -> None:
    said = {"field_type": "Tuple", "actual_length": count}
    if count < allowed.start:
        raise PydanticKnownError("too_short", said | {"min_length": allowed.start})
    if count >= allowed.stop:
        raise PydanticKnownError("too_long", said | {"max_length": allowed.stop - 1})


def _refuse_doubles(values: list[str]) -> None:
    doubles = [value for value, count in Counter(values).items() if count > 1]
    if doubles:
        raise ValueError(f"say '{doubles[0]}' twice.")
