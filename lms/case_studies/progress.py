"""How far a person is in the cases: what they decided, out of what there is to decide."""

from collections import defaultdict
from typing import NamedTuple

from lms.accounts.models import User
from lms.case_studies import queries
from lms.content import library
from lms.content.case_study import CaseStudy
from lms.db import db


class Progress(NamedTuple):
    case: CaseStudy
    decided: int

    @property
    def decisions(self) -> int:
        return len(self.case.decisions)

    @property
    def finished(self) -> bool:
        return self.decided == self.decisions


def progress_of(user: User) -> dict[str, Progress]:
    """By case, the one last worked on first; what the content no longer holds does not count."""
    made = defaultdict(set)
    for row in db.session.scalars(queries.decisions_by(user)):
        made[row.case_id].add(row.decision_id)
    cases = library().case_studies
    return {
        name: Progress(cases[name], sum(row.id in decided for row in cases[name].decisions))
        for name, decided in made.items()
        if name in cases
    }


def unfinished(user: User) -> list[Progress]:
    """Cases begun and not finished, for the first page; one statement."""
    return [row for row in progress_of(user).values() if row.decided and not row.finished]
