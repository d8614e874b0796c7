"""The facts of a placement that people sign, and their digest."""

import json
from hashlib import sha256
from typing import Any

from lms.placements.models import Placement

Terms = dict[str, Any]


def terms_of(placement: Placement) -> Terms:
    """As they stand now; expects trainee, project, rules and supervisors to be loaded."""
    rules = placement.requirement_set.rules or {}
    project = placement.project
    return {
        "trainee": placement.enrolment.user.name,
        "supervisors": sorted(
            row.user.name for row in placement.assignments if row.until_on is None
        ),
        "project": project.name,
        "place": project.place,
        "country": project.country,
        "starts_on": placement.starts_on.isoformat(),
        "ends_on": placement.ends_on.isoformat(),
        "minutes": placement.requirement_set.required_minutes,
        "part_time": placement.calendar_factor > 1,
        "entries_per_week": rules.get("entries_per_week_min", 0),
        "entries_per_month": rules.get("entries_per_month_min", 0),
    }


def digest_of(terms: Terms, arrangements: str) -> str:
    """SHA-256 of both as canonical JSON: what is signed can be shown to be what was read."""
    said = {"terms": terms, "arrangements": arrangements}
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()
