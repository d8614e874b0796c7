"""The address of the next page of people: `after=trainee_17_Ana Example`."""

import re

from flask import abort, request

from lms.editions.models import Enrolment
from lms.editions.queries import Person


def mark_of(row: Enrolment) -> str:
    return f"{row.role}_{row.id}_{row.user.name}"


def after_person() -> Person | None:
    raw = request.args.get("after")
    if not raw:
        return None
    found = re.fullmatch(r"([a-z]+)_(\d{1,9})_([^\0]*)", raw)
    if found is None:
        abort(404)
    return Person(found[1], found[3], int(found[2]))
