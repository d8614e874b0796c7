"""What the form of a rubric shows: levels, a comment, and the version a grader started from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, request
from flask_babel import gettext as _

from lms.content.rubric import LEVELS, Rubric
from lms.forms import trimmed
from lms.grading.actions import Marking
from lms.grading.models import LONGEST_COMMENT, Grade

SHORTEST_COMMENT = 20  # characters; less cannot name a strength and a next step


@dataclass(frozen=True)
class Sheet:
    """`version` is that of the grade which the page showed when it was opened; 0 for none."""

    levels: Mapping[str, int] = field(default_factory=dict)
    comment: str = ""
    version: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)

    def by(self, rubric: Rubric) -> Marking:
        return Marking(rubric, self.levels, self.comment, self.version)


def sheet_of(grade: Grade | None) -> Sheet:
    """As the form is opened."""
    return Sheet(grade.levels, grade.comment, grade.version) if grade else Sheet()


def sheet_sent(rubric: Rubric) -> Sheet:
    """As it came back, with a sentence for all that is missing."""
    levels, comment = _levels(rubric), trimmed(request.form.get("comment"))
    return Sheet(levels, comment, version_sent(), _errors(rubric, levels, comment))


def version_sent() -> int:
    written = request.form.get("version", "0")
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(400)


def _levels(rubric: Rubric) -> dict[str, int]:
    sent = {row.id: request.form.get(f"level-{row.id}", "") for row in rubric.criteria}
    return {name: int(level) for name, level in sent.items() if level in set(map(str, LEVELS))}


def _errors(rubric: Rubric, levels: Mapping[str, int], comment: str) -> dict[str, str]:
    missing = {row.id: _("Choose a level.") for row in rubric.criteria if row.id not in levels}
    if len(comment) < SHORTEST_COMMENT:
        missing["comment"] = _("Name one strength and one next step, in a sentence or two.")
    if len(comment) > LONGEST_COMMENT:
        missing["comment"] = _("Shorten this to %(most)s characters.", most=LONGEST_COMMENT)
    return missing
