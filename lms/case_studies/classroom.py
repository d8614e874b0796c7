"""A case in class: who has decided, for whoever leads it."""

from dataclasses import dataclass, field

from lms.case_studies import queries
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.models import Edition


@dataclass(frozen=True)
class Made:
    """The decisions of one trainee, and those among them made after the class was told."""

    decisions: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Attendance:
    """By account, everybody who is a trainee of the edition now."""

    case: CaseStudy
    made: dict[int, Made]

    @property
    def trainees(self) -> int:
        return len(self.made)

    def count(self, decision_id: str) -> int:
        return sum(decision_id in made.decisions for made in self.made.values())

    @property
    def finished(self) -> int:
        """Trainees who have decided everywhere."""
        wanted = {decision.id for decision in self.case.decisions}
        return sum(made.decisions >= wanted for made in self.made.values())


def attendance(edition: Edition, case: CaseStudy) -> Attendance:
    """One statement."""
    found: dict[int, Made] = {}
    for user_id, decision_id, opening_id in db.session.execute(queries.made_by(edition, case)):
        made = found.setdefault(user_id, Made())
        if decision_id is not None:
            made.decisions.add(decision_id)
            if opening_id is not None:
                made.after.add(decision_id)
    return Attendance(case, found)
