"""Open an edition with all its dates, and make another one like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from lms.accounts.models import User
from lms.content.course import Course
from lms.editions import actions as editions
from lms.editions.class_days import Workdays, class_days
from lms.editions.models import Edition, Enrolment, Role
from lms.enrolling.actions import give_roles
from lms.intakes.dates import Shift, Span, end_of_fieldwork
from lms.intakes.parts import Copying, Opening, copy_parts, open_parts


@dataclass(frozen=True)
class Intake:
    """What a coordinator says of an edition they open. Without `ends_on`, the course says it."""

    name: str
    starts_on: date
    ends_on: date | None
    language: str
    country: str
    time_zone: str
    starts: time
    room: str = ""
    off: Sequence[Span] = ()


def open_intake(
    course: Course, intake: Intake, *, supervisors: Sequence[User] = (), by: User, at: datetime
) -> tuple[Edition, list[Enrolment]]:
    """The edition with its timetable and days off, and who is new in it beside its coordinator."""
    days = class_days(course, intake.starts_on, Workdays(intake.off))
    edition = editions.open_edition(
        course_id=course.id,
        name=intake.name,
        starts_on=days[0].date,
        ends_on=intake.ends_on or end_of_fieldwork(course, days[-1].date),
        language=intake.language,
        country=intake.country,
        time_zone=intake.time_zone,
        off=intake.off,
        by=by,
        at=at,
    )
    if edition.created_at == at:
        open_parts(edition, Opening(days, intake.starts, intake.room), at)
    wanted = [(user, Role.SUPERVISOR) for user in supervisors]
    return edition, give_roles(edition, wanted, at=at) if wanted else []


def copy_intake(
    edition: Edition, *, name: str, starts_on: date, off: Sequence[Span], by: User, at: datetime
) -> Edition:
    """The same plan from another day on: dates and rules, nobody in it but who copies."""
    first = next(Workdays(off).since(starts_on))
    shift = Shift(edition.starts_on, first, edition.off, off)
    copy = editions.open_edition(
        course_id=edition.course_id,
        name=name,
        starts_on=first,
        ends_on=shift.of(edition.ends_on),
        language=edition.language,
        country=edition.country,
        time_zone=edition.time_zone,
        off=off,
        by=by,
        at=at,
    )
    if copy.created_at == at:
        copy_parts(Copying(edition, copy, shift, by, at))
    return copy
