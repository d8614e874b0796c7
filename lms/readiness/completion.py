"""The supervisor's word as a requirement, for editions whose rule asks for it."""

from flask import url_for
from flask_babel import gettext as _

from lms.completion.facts import ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Requirement, Source, know
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.placements.models import GIVEN_UP, Placement
from lms.readiness.models import READY, SupervisorWord

KEY, SAID, PLACED = "word", "said", "placed"
_COUNTS = Placement.enrolment_id.in_(ENROLMENTS), Placement.state.not_in(GIVEN_UP)
_FACTS = (
    rows_of(PLACED, Placement.enrolment_id, number=Placement.id).where(*_COUNTS),
    rows_of(
        SAID,
        Placement.enrolment_id,
        ref=SupervisorWord.said,
        number=SupervisorWord.id,
        text=Placement.id,
    )
    .join(SupervisorWord, SupervisorWord.placement_id == Placement.id)
    .where(*_COUNTS),
)


def _titles(course: Course) -> dict[str, str]:
    """Only fieldwork has supervisors."""
    if not course.fieldwork.periods:
        return {}
    return {KEY: _("Have your supervisor say that you are ready")}


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    """What was said last about the placement that counts."""
    del enrolment
    placement = max((row.number for row in facts[PLACED]), default=None)
    words = [row for row in facts[SAID] if row.text == str(placement)]
    last = max(words, key=lambda row: row.number, default=None)
    met = last is not None and last.ref == READY
    return [
        Requirement(
            KEY,
            _titles(course)[KEY],
            met,
            _("Nothing said yet") if last is None else _("Ready") if met else _("Not yet"),
            url_for("readiness.word", placement_id=placement)
            if placement
            else url_for("fieldwork.mine"),
        )
    ]


know(Source(_titles, lambda _course: _FACTS, _read, offered=True))
