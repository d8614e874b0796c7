"""Shared samples that assessors mark to agree on what levels mean, with the marks of reference."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from lms.content.rubric import Rubric
from lms.content.text import FromFile, Frozen, Id, LocalText


class Judged(Frozen):
    """The level of reference for one criterion, and what in the sample shows it."""

    level: int = Field(ge=1, le=4)
    reason: LocalText


class Sample(FromFile):
    """A short piece of invented work; `text` is Markdown."""

    id: Id
    rubric: Id
    title: LocalText
    text: LocalText
    reference: Mapping[Id, Judged]

    @property
    def levels(self) -> dict[str, int]:
        return {name: judged.level for name, judged in self.reference.items()}

    def doubts(self, rubrics: Mapping[str, Rubric]) -> Iterator[tuple[tuple[str, ...], str]]:
        """What does not fit its rubric: (field, sentence)."""
        rubric = rubrics.get(self.rubric)
        if rubric is None:
            yield ("rubric",), f"names '{self.rubric}', and there is no such rubric."
            return
        criteria = {row.id for row in rubric.criteria}
        for name in sorted(criteria ^ self.reference.keys()):
            verb = "leaves out" if name in criteria else "judges"
            yield ("reference",), f"{verb} '{name}'; it must judge each criterion of its rubric."
