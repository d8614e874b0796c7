"""Which marks wait for a second one: by rule and by a lot that nobody can know beforehand."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import current_app

from lms.content import library
from lms.content.rubric import Rubric
from lms.grading.marks import below, mark, points
from lms.placements.models import Placement


def why_drawn(
    placement: Placement, subject: str, rubric: Rubric, levels: Mapping[str, int]
) -> str | None:
    """Whatever fails, whatever is near failing, and so many of a hundred by lot."""
    rules = rules_of(placement)
    if rules is None:
        return None
    course = library().courses[placement.requirement_set.course_id]
    if below(rubric, levels, course.award):
        return "failing"
    far = abs(mark(points(rubric, levels)) - course.assessment.pass_mark)
    if far <= rules["borderline"]:
        return "borderline"
    return "drawn" if lot_of(placement.id, subject) < rules["share"] else None


def rules_of(placement: Placement) -> Any:
    """Those that the placement began with; none where marks are shown at once."""
    rules = (placement.requirement_set.rules or {}).get("second_marking")
    return rules if rules and rules["share"] else None


def lot_of(placement_id: int, subject: str) -> int:
    """0 to 99, by the secret of the site: who marks can neither foresee nor choose it."""
    key = current_app.config["SECRET_KEY"].encode()
    lot = hmac.digest(key, f"second-mark:{placement_id}:{subject}".encode(), sha256)
    return int.from_bytes(lot) % 100
