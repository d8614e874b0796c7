from collections.abc import Collection
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, literal, select, true, union_all
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.case_studies.gradebook import released_marks
from lms.deliverables import marks as deliverables
from lms.editions.marks import Component
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.queries import people_of
from lms.gradebook.models import HandMark, HandMarkChange
from lms.gradebook.parts import Planned
from lms.grading.marks import MOST
from lms.overrides.models import MarkOverride


def marks_for(part: Planned, enrolments: Collection[int]) -> Select[HandMark]:
    """What stands there for these trainees, with who marked."""
    return (
        select(HandMark)
        .options(joinedload(HandMark.marked_by))
        .where(
            HandMark.enrolment_id.in_(enrolments),
            HandMark.component == part.component.value,
            HandMark.part == part.ref,
        )
    )


def trainees_named(edition: Edition, numbers: Collection[int]) -> Select[Enrolment]:
    """Of these enrolments those that are trainees of this edition now, by name."""
    return people_of(edition, Role.TRAINEE).where(Enrolment.id.in_(numbers))


def drafts_of(edition: Edition, part: Planned) -> Select[HandMark]:
    """Marks of one part that nobody has released yet, of those who are in the edition."""
    return (
        select(HandMark)
        .join(Enrolment, Enrolment.id == HandMark.enrolment_id)
        .where(
            Enrolment.edition_id == edition.id,
            Enrolment.ended_at.is_(None),
            HandMark.component == part.component.value,
            HandMark.part == part.ref,
            HandMark.mark.is_not(None),
            HandMark.released_at.is_(None),
        )
    )


def counts_in(edition: Edition) -> Select[str, str, int, int]:
    """(component, part, marked, released) of everything marked by hand in an edition."""
    return (
        select(
            HandMark.component,
            HandMark.part,
            func.count(HandMark.mark),
            func.count(HandMark.released_at),
        )
        .join(Enrolment, Enrolment.id == HandMark.enrolment_id)
        .where(Enrolment.edition_id == edition.id, Enrolment.ended_at.is_(None))
        .group_by(HandMark.component, HandMark.part)
    )


def count_trainees(edition: Edition) -> Select[int]:
    return select(func.count(Enrolment.id)).where(
        Enrolment.edition_id == edition.id,
        Enrolment.role == Role.TRAINEE.value,
        Enrolment.ended_at.is_(None),
    )


def changes_of(
    edition: Edition, part: Planned, *, but: int, before: int | None = None, most: int
) -> Select[HandMarkChange]:
    """A page of what was ever done to a part, the newest first; nothing about the reader `but`."""
    query = (
        select(HandMarkChange)
        .join(HandMarkChange.enrolment)
        .options(
            contains_eager(HandMarkChange.enrolment).joinedload(Enrolment.user),
            joinedload(HandMarkChange.made_by),
        )
        .where(
            Enrolment.edition_id == edition.id,
            Enrolment.user_id != but,
            HandMarkChange.component == part.component.value,
            HandMarkChange.part == part.ref,
        )
        .order_by(HandMarkChange.id.desc())
        .limit(most + 1)
    )
    return query if before is None else query.where(HandMarkChange.id < before)


def kept_marks(edition: Edition, enrolments: Collection[int]) -> CompoundSelect[Any]:
    """All that the gradebook itself knows of these trainees: `points` out of `most`, for each part.

    Marks by hand, released grades of case papers and deliverables, and what was set over a part or
    a total; that
    carries its `override` and, as `comment` and `by`, the reason and who set it.
    """
    by_hand = select(
        HandMark.enrolment_id,
        HandMark.component,
        HandMark.part,
        HandMark.mark.label("points"),
        literal(100).label("most"),
        HandMark.released_at.is_not(None).label("released"),
        HandMark.comment,
        literal(0).label("override"),
        literal("").label("by"),
    ).where(HandMark.enrolment_id.in_(enrolments), HandMark.mark.is_not(None))
    return union_all(
        by_hand, _of_cases(edition, enrolments), _of_deliverables(enrolments), _set_over(enrolments)
    )


def _of_cases(edition: Edition, enrolments: Collection[int]) -> Select[Any]:
    grades = released_marks(edition).order_by(None).subquery()
    return select(
        grades.c.enrolment_id,
        literal(Component.CASE_PAPERS.value),
        grades.c.case_id,
        grades.c.points,
        literal(MOST),
        true(),
        literal(""),
        literal(0),
        literal(""),
    ).where(grades.c.enrolment_id.in_(enrolments))


def _of_deliverables(enrolments: Collection[int]) -> Select[Any]:
    grades = deliverables.released_marks(enrolments).subquery()
    number, ref, points, comment = grades.c
    component = literal(Component.DELIVERABLES.value)
    return select(
        number, component, ref, points, literal(MOST), true(), comment, literal(0), literal("")
    )


def _set_over(
    enrolments: Collection[int],
) -> Select[int, str, str, int, int, bool, str, int, str]:
    return (
        select(
            MarkOverride.enrolment_id,
            MarkOverride.component,
            MarkOverride.part,
            MarkOverride.mark,
            literal(100),
            MarkOverride.released_at.is_not(None),
            MarkOverride.reason,
            MarkOverride.id,
            User.name,
        )
        .join(User, User.id == MarkOverride.set_by_id)
        .where(MarkOverride.enrolment_id.in_(enrolments), MarkOverride.lifted_at.is_(None))
    )


def traineeship_of(user: User, edition: Edition) -> Select[Enrolment]:
    """The reader as a trainee of this edition."""
    return people_of(edition, Role.TRAINEE).where(Enrolment.user_id == user.id)
