"""What a course asks of fieldwork, pinned when a placement begins."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from lms.content.course import Course
from lms.content.field_period import FieldworkPeriod
from lms.db import db
from lms.placements.models import RequirementSet

LATE_AFTER_HOURS = 72  # a note made later is marked "recorded later"
REASON_AFTER_DAYS = 14  # later still, it needs a reason in words
GRACE_DAYS = 14  # so long after the last day entries about days of the fieldwork are still taken
SAMPLE = {"first": 5, "share": 10, "borderline": 5}
"""Which assessments are looked at by a second person: the first ones of a supervisor, then so many
of a hundred, and all whose mark is within so many points of failing, or fails."""
APPEALS = {"cool_off_hours": 24, "window_days": 7}  # when an assessment may be asked about
REVIEW_AGES = {"amber": 5, "red": 10, "escalated": 15}  # working days an entry may wait


def pin(course: Course, *, at: datetime) -> RequirementSet:
    """The present rules of a course as a row; the same rules are the same row."""
    rules = rules_of(course)
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


def rules_of(course: Course) -> dict[str, Any]:
    """What a placement that begins today would be held to."""
    return {
        "course": course.id,
        "required_minutes": course.fieldwork.required_minutes,
        "field_share_min": float(course.fieldwork.field_share_min),
        "entries_per_week_min": course.fieldwork.entries_per_week_min,
        "entries_per_month_min": course.fieldwork.entries_per_month_min,
        "periods": [_period(period) for period in course.fieldwork.periods],
        "late_after_hours": LATE_AFTER_HOURS,
        "reason_after_days": REASON_AFTER_DAYS,
        "review_ages": REVIEW_AGES,
        "grace_days": GRACE_DAYS,
        "sample": SAMPLE,
        "appeals": APPEALS,
        "second_marking": course.second_marking.model_dump(),
    }


def _period(period: FieldworkPeriod) -> dict[str, Any]:
    """Its weeks or its months, what is handed in, the milestone whose gate opens the next one."""
    stretches = {"weeks": list(period.weeks)} if period.weeks else {"months": list(period.months)}
    milestone = {"milestone": period.milestone.id} if period.milestone else {}
    asked = {"deliverables": [row.id for row in period.deliverables]}
    return {"id": period.id, **stretches, "minutes": period.minutes, **asked, **milestone}
