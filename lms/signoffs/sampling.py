"""Which closed placements a second person looks at.

The first ones of a supervisor, some others by the draw of their number, all close to failing.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from lms.content import library
from lms.grading.marks import below, mark, points
from lms.placements.models import Placement
from lms.placements.requirements import SAMPLE
from lms.signoffs.blockers import Marks

RUBRIC = "log"


def is_sampled(placement: Placement, marks: Marks, *, closed_before: int) -> bool:
    """`closed_before` counts what its supervisor has closed so far."""
    rules = SAMPLE | (placement.requirement_set.rules or {}).get("sample", {})
    if closed_before < rules["first"] or is_drawn(placement, rules["share"]):
        return True
    levels = [json.loads(written) for written in marks.levels]
    return is_close(placement, levels, within=rules["borderline"])


def is_drawn(placement: Placement, share: int) -> bool:
    """By its number, so that nobody can choose; the same whenever it is asked."""
    drawn = int(sha256(f"sample:{placement.id}".encode()).hexdigest(), 16) % 100
    return drawn < share


def is_close(placement: Placement, assessed: Sequence[Mapping[str, int]], *, within: int) -> bool:
    """One that fails by a criterion, or whose mean mark is not far above the floor."""
    rubric = library().rubrics[RUBRIC]
    course = library().courses[placement.requirement_set.course_id]
    if any(below(rubric, levels, course.award) for levels in assessed):
        return True
    marks = [mark(points(rubric, levels)) for levels in assessed]
    return bool(marks) and sum(marks) / len(marks) < course.assessment.pass_mark + within
