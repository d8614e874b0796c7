"""What the form of a rubric shows: levels, a comment, and the version a grader started from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, request
from flask_babel import gettext as _

from lms.content.rubric import LEVELS, Rubric
from lms.forms import trimmed, typed_before
from lms.grading.actions import Marking
from lms.grading.models import LONGEST_COMMENT, Grade

FIELD = "level-"
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
    return given_back(Sheet(grade.levels, grade.comment, grade.version) if grade else Sheet())


def given_back(sheet: Sheet) -> Sheet:
    """With what was typed before it was shown again, if it was, over the version seen then."""
    typed = typed_before()
    if not typed or not ("comment" in typed or levels_in(typed)):
        return sheet
    version = sheet.version if "version" not in typed else _version(typed["version"])
    return Sheet(levels_in(typed), trimmed(typed.get("comment")), version)


def sheet_sent(rubric: Rubric) -> Sheet:
    """As it came back, with a sentence for all that is missing."""
    levels, comment = _levels(rubric), trimmed(request.form.get("comment"))
    return Sheet(levels, comment, version_sent(), _errors(rubric, levels, comment))


def version_sent() -> int:
    return _version(request.form.get("version", "0"))


def _version(written: str) -> int:
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(400)


def levels_in(sent: Mapping[str, str]) -> dict[str, int]:
    """The levels that a form holds, by criterion."""
    known = {str(level): level for level in LEVELS}
    levels = (
        (name.removeprefix(FIELD), level) for name, level in sent.items() if name.startswith(FIELD)
    )
    return {criterion: known[level] for criterion, level in levels if level in known}


def _levels(rubric: Rubric) -> dict[str, int]:
    sent = levels_in(request.form)
    return {row.id: sent[row.id] for row in rubric.criteria if row.id in sent}


def _errors(rubric: Rubric, levels: Mapping[str, int], comment: str) -> dict[str, str]:
    missing = {row.id: _("Choose a level.") for row in rubric.criteria if row.id not in levels}
    if len(comment) < SHORTEST_COMMENT:
        missing["comment"] = _("Name one strength and one next step, in a sentence or two.")
    if len(comment) > LONGEST_COMMENT:
        missing["comment"] = _("Shorten this to %(most)s characters.", most=LONGEST_COMMENT)
    return missing
