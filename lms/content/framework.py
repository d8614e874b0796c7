"""The words that courses, cases and log entries share: competencies, factors, steps and more."""

from lms.content.text import FromFile, Frozen, Id, Line, LocalText


class Term(Frozen):
    id: Id
    title: LocalText


class Reading(Frozen):
    id: Id
    citation: Line


class Framework(FromFile):
    competencies: tuple[Term, ...]
    factors: tuple[Term, ...]
    steps: tuple[Term, ...]
    instruments: tuple[Term, ...]
    reading: tuple[Reading, ...]

    def competency(self, wanted: str) -> Term:
        return _find(self.competencies, wanted)

    def factor(self, wanted: str) -> Term:
        return _find(self.factors, wanted)

    def step(self, wanted: str) -> Term:
        return _find(self.steps, wanted)

    def instrument(self, wanted: str) -> Term:
        return _find(self.instruments, wanted)

    def citation(self, wanted: str) -> str:
        return {item.id: item.citation for item in self.reading}[wanted]


def _find(terms: tuple[Term, ...], wanted: str) -> Term:
    return {term.id: term for term in terms}[wanted]
