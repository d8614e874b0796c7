"""How a deliverable is graded: criteria, their weights, and four levels in full sentences."""

import hashlib
from collections.abc import Mapping
from functools import cached_property

from pydantic import Field, field_validator

from lms.content.text import FromFile, Frozen, Id, LocalText

LEVELS = (1, 2, 3, 4)
WHOLE = 100


class Criterion(Frozen):
    id: Id
    title: LocalText
    weight: int = Field(gt=0)
    critical: bool
    levels: Mapping[int, LocalText]

    @field_validator("levels")
    @classmethod
    def _four_levels(cls, levels: Mapping[int, LocalText]) -> Mapping[int, LocalText]:
        if tuple(sorted(levels)) != LEVELS:
            raise ValueError("must describe the levels 1, 2, 3 and 4.")
        return levels


class Rubric(FromFile):
    id: Id
    title: LocalText
    criteria: tuple[Criterion, ...]

    @field_validator("criteria")
    @classmethod
    def _weights(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        total = sum(criterion.weight for criterion in criteria)
        if total != WHOLE:
            raise ValueError(f"have weights that sum to {total}; they must sum to {WHOLE}.")
        return criteria

    @cached_property
    def digest(self) -> str:
        """Hash of what a grader reads; a grade is pinned to it."""
        shown = self.model_dump_json(include={"id", "title", "criteria"})
        return hashlib.sha256(shown.encode()).hexdigest()

    def criterion(self, wanted: str) -> Criterion:
        return {criterion.id: criterion for criterion in self.criteria}[wanted]
