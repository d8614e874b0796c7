"""What the quizzes of the class days bring: of each day the attempt that counts, in percent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.content.class_day import Day
from lms.db import db
from lms.editions.marks import Component, Part, provide
from lms.editions.models import Edition, Enrolment
from lms.quizzes import queries

WHOLE = 100


@provide(Component.QUIZZES)
def quiz_marks(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
    """One statement; a trainee knows the result of a quiz at once, so all are released."""
    course = course_or_404(edition.course_id)
    takes_last = course.assessment.quiz_counts == "last"
    counting: dict[tuple[int, str], Decimal] = {}
    for number, day, score, most in db.session.execute(
        queries.finished_attempts([row.id for row in enrolments])
    ):
        mark = Decimal(WHOLE * score) / most if most else Decimal(0)
        best = counting.get((number, day), mark)
        counting[number, day] = mark if takes_last else max(mark, best)
    pieces = [_piece(course.id, number, day) for number, day in enumerate(course.days, 1)]
    return {
        row.id: [
            Part(ref, title, counting.get((row.id, ref)), released=True, href=href)
            for ref, title, href in pieces
        ]
        for row in enrolments
    }


def _piece(course_id: str, number: int, day: Day) -> tuple[str, str, str]:
    title = f"{_('Day %(number)s', number=number)} · {day.title}"
    return day.ref, title, url_for("quizzes.quiz", course_id=course_id, day_id=day.id)
