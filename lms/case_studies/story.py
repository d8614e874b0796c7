"""How much of a case one reader has opened.

Pages are made of this and of nothing else, so what follows an undecided decision cannot reach them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lms.case_studies.models import CaseDecision
from lms.content.case_study import CaseStudy, Choice, Decision, Kind, Section
from lms.content.text import Words


class Chapter(NamedTuple):
    """A section; where readers decide, with the decision and what this reader made of it."""

    section: Section
    decision: Decision | None = None
    made: CaseDecision | None = None

    @property
    def chosen(self) -> Choice | None:
        """None too when a later edition of the case has dropped the option."""
        if self.decision is None or self.made is None:
            return None
        wanted = self.made.option_id
        return next((option for option in self.decision.options if option.id == wanted), None)


class Locked(NamedTuple):
    title: str
    kind: Kind


@dataclass(frozen=True)
class Story:
    """The chapters that are open, the decision that waits, and the names of what is locked.

    What waits is among the chapters where the class has `opened` everything.
    """

    chapters: tuple[Chapter, ...]
    waiting: Chapter | None = None
    locked: tuple[Locked, ...] = ()
    opened: bool = False

    @property
    def to_the_end(self) -> bool:
        """Nothing is locked: everything was decided, or the class was told what happened."""
        return self.waiting is None or self.opened

    @property
    def question(self) -> Decision | None:
        """The decision that waits."""
        return self.waiting.decision if self.waiting else None

    @property
    def words(self) -> Words:
        """Of the glossary, which its open chapters use."""
        texts = (text for row in self.chapters for text in row.section.explained)
        return tuple(word for text in texts for word in text.words)

    @property
    def decided(self) -> dict[str, CaseDecision]:
        return {row.made.decision_id: row.made for row in self.chapters if row.made}


def tell(case: CaseStudy, made: Iterable[CaseDecision] = (), *, opened: bool = False) -> Story:
    """The case as far as these decisions open it: a gap in them closes what comes after.

    `opened`: the class was told what happened, so everything is there; the decision still waits.
    """
    chapters = _chapters(case, {row.decision_id: row for row in made})
    for place, chapter in enumerate(chapters):
        if chapter.decision and not chapter.made:
            if opened:
                return Story(chapters, chapter, opened=True)
            later = (row.section for row in chapters[place + 1 :])
            locked = tuple(Locked(section.title, section.kind) for section in later)
            return Story(chapters[:place], chapter, locked)
    return Story(chapters)


def whole(case: CaseStudy) -> Story:
    """Everything, for those who prepare a discussion."""
    return Story(_chapters(case, {}))


def _chapters(case: CaseStudy, made: dict[str, CaseDecision]) -> tuple[Chapter, ...]:
    chapters = []
    for section in case.sections:
        if section.decision_id:
            decision = case.decision(section.decision_id)
            chapters.append(Chapter(section, decision, made.get(decision.id)))
        elif section.kind != "teaching_note":
            chapters.append(Chapter(section))
    return tuple(chapters)
