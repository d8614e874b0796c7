"""What a course asks of fieldwork, pinned when a placement begins."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from lms.content.course import Course
from lms.db import db
from lms.fieldwork.models import RequirementSet

LATE_AFTER_HOURS = 72  # a note made later is marked "recorded later"
REASON_AFTER_DAYS = 14  # later still, it needs a reason in words
REVIEW_AGES = {"amber": 5, "red": 10, "escalated": 15}  # working days an entry may wait


def pin(course: Course, *, at: datetime) -> RequirementSet:
    """The present rules of a course as a row; the same rules are the same row."""
    rules = _rules(course)
    digest = sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()
    known = select(RequirementSet).where(RequirementSet.digest == digest)
    row = db.session.scalars(known).one_or_none()
    if row is not None:
        return row
    new = RequirementSet(
        course_id=course.id,
        digest=digest,
        required_minutes=course.fieldwork.required_minutes,
        rules=rules,
        created_at=at,
    )
    return db.keep_once(new, known)


def _rules(course: Course) -> dict[str, Any]:
    return {
        "course": course.id,
        "required_minutes": course.fieldwork.required_minutes,
        "field_share_min": float(course.fieldwork.field_share_min),
        "entries_per_week_min": course.fieldwork.entries_per_week_min,
        "periods": [
            {"id": period.id, "weeks": list(period.weeks), "minutes": period.minutes}
            for period in course.fieldwork.periods
        ],
        "late_after_hours": LATE_AFTER_HOURS,
        "reason_after_days": REASON_AFTER_DAYS,
        "review_ages": REVIEW_AGES,
    }
