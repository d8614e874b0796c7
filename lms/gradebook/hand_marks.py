"""What people marked by hand, as the marks of its three components."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask import g

from lms.catalog.find import course_or_404
from lms.db import db
from lms.gradebook import queries
from lms.gradebook.parts import BY_HAND, planned_parts
from lms.learning.marks import Component, Part, Provider, provide
from lms.learning.models import Edition, Enrolment

Found = Mapping[tuple[int, str, str], tuple[int, bool, str]]


def _provider(component: Component) -> Provider:
    def parts(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
        planned = planned_parts(course_or_404(edition.course_id))[component]
        found = _found(tuple(row.id for row in enrolments))
        return {
            row.id: [
                _part(part.ref, part.title, found.get((row.id, component.value, part.ref)))
                for part in planned
            ]
            for row in enrolments
        }

    return parts


def _part(ref: str, title: str, found: tuple[int, bool, str] | None) -> Part:
    if found is None:
        return Part(ref, title, None, released=False, href="")
    return Part(ref, title, Decimal(found[0]), released=found[1], href="", note=found[2])


def _found(enrolments: tuple[int, ...]) -> Found:
    """One statement for the three components of a page."""
    known: dict[tuple[int, ...], Found] = g.setdefault("hand_marks", {})
    if enrolments not in known:
        rows = db.session.execute(queries.all_marks(enrolments))
        known[enrolments] = {
            (row[0], row[1], row[2]): (row[3] or 0, row[4] is not None, row[5]) for row in rows
        }
    return known[enrolments]


for _component in BY_HAND:
    provide(_component)(_provider(_component))
