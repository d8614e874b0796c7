"""A teaching case: a story that stops where the broker must decide, and its figures."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from lms.content.quiz import Option, exactly_one_right
from lms.content.text import Frozen, Id, Line, LocalText, Text, Versioned

Kind = Literal["context", "part", "decision", "reveal", "lessons", "questions", "teaching_note"]

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


def _number_if_it_is_one(value: object) -> object:
    plain = isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value)
    return Decimal(str(value)) if plain else value


class Actor(Frozen):
    name: Line
    role: Line


class Event(Frozen):
    when: Line
    what: Line


class Row(Frozen):
    label: Line
    value: Annotated[Decimal | Line, BeforeValidator(_number_if_it_is_one)]
    unit: str = ""
    source: Line


class Exhibit(Frozen):
    """Figures drawn as a chart and as a table; only a table may hold words."""

    id: Id
    title: Line
    kind: Literal["bars", "shares", "table"]
    rows: tuple[Row, ...] = Field(min_length=1)
    note: str = ""

    @field_validator("rows")
    @classmethod
    def _drawable(cls, rows: tuple[Row, ...], info: ValidationInfo) -> tuple[Row, ...]:
        kind = info.data.get("kind", "table")
        words = [row.label for row in rows if not isinstance(row.value, Decimal)]
        if kind != "table" and words:
            raise ValueError(f"hold words where {kind} need a number: '{words[0]}'.")
        return rows


class WarmUp(Frozen):
    ask: Line
    options: tuple[Option, ...] = Field(min_length=2)

    @field_validator("options")
    @classmethod
    def _one_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return exactly_one_right(options)


class Choice(Frozen):
    """An option. `consequence` is the authors' judgement; `in_source` is what the source tells."""

    id: Id
    text: Line
    in_source: str = ""
    consequence: Line


class Decision(Frozen):
    id: Id
    title: Line
    role: Line
    prompt: Line
    options: tuple[Choice, ...] = Field(min_length=2)

    def option(self, wanted: str) -> Choice:
        return {option.id: option for option in self.options}[wanted]


class Section(Frozen):
    """A level-2 part of the text. `parts` is its body cut where exhibits are drawn."""

    id: Id
    title: Line
    kind: Kind
    decision_id: Id | None
    body: Text
    parts: tuple[Text | Exhibit, ...]

    @property
    def explained(self) -> tuple[Text, ...]:
        """The parts whose words the page explains; each knows those above it."""
        texts = (part for part in self.parts if isinstance(part, Text))
        return tuple(text for text in texts if text.setting.explained_in)


class CaseStudy(Versioned):
    id: Id
    place: Line
    country: Country
    sector: LocalText
    title: LocalText
    summary: LocalText
    minutes: int = Field(gt=0)
    steps: tuple[Id, ...]
    factors: tuple[Id, ...]
    competencies: tuple[Id, ...]
    actors: tuple[Actor, ...]
    timeline: tuple[Event, ...]
    exhibits: tuple[Exhibit, ...]
    warm_up: tuple[WarmUp, ...]
    decisions: tuple[Decision, ...] = Field(min_length=1)
    not_in_source: tuple[Line, ...]
    fiction: str
    sources: tuple[Line, ...] = Field(min_length=1)
    sections: tuple[Section, ...]
    text_file: str

    def decision(self, wanted: str) -> Decision:
        """KeyError if there is none, as with an exhibit or a section."""
        return {decision.id: decision for decision in self.decisions}[wanted]

    def exhibit(self, wanted: str) -> Exhibit:
        return {exhibit.id: exhibit for exhibit in self.exhibits}[wanted]

    def section(self, wanted: str) -> Section:
        return {section.id: section for section in self.sections}[wanted]
