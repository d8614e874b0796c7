"""The sign-off as a requirement, for editions whose rule asks for it."""

from flask import url_for
from flask_babel import gettext as _

from lms.completion.facts import ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Requirement, Source, know
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.placements.models import GIVEN_UP, Placement
from lms.signoffs.vocabulary import STATES

KEY = "sign_off"
_FACTS = (
    rows_of(KEY, Placement.enrolment_id, ref=Placement.state, number=Placement.id).where(
        Placement.enrolment_id.in_(ENROLMENTS), Placement.state.not_in(GIVEN_UP)
    ),
)


def _titles(course: Course) -> dict[str, str]:
    if not course.fieldwork.periods:
        return {}
    return {KEY: _("Have your fieldwork signed off")}


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    """The placement that counts is the last one."""
    del enrolment
    row = max(facts[KEY], key=lambda each: each.number, default=None)
    href = (
        url_for("signoffs.sign_off", placement_id=row.number) if row else url_for("fieldwork.mine")
    )
    said = str(STATES.get(row.ref, _("Not begun yet"))) if row else _("Not begun yet")
    met = row is not None and row.ref == "signed_off"
    return [Requirement(KEY, _titles(course)[KEY], met, said, href)]


know(Source(_titles, lambda _course: _FACTS, _read, offered=True))
