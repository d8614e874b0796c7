"""Weeks and deliverables that wait for a second mark, and brought further by people's acts."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.content import library
from lms.db import db
from lms.grading.actions import Marking
from lms.placements.models import Placement, RequirementSet
from lms.placements.requirements import pin
from lms.second_marks import actions
from lms.second_marks.actions import Said
from lms.second_marks.models import Opinion, SecondMark
from lms.stretches.actions import assess
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, enrolment_of

ALL, NONE = 100, 0
COMMENT = "Kingfishers nest in the third bank. Next, count them."
OTHER_COMMENT = "Wagtails feed along the lane. Next, say who told you."
WHY = "The list of Tuesday is named and dated."


def rules(share: int = ALL, borderline: int = 5) -> RequirementSet:
    """So many of a hundred by lot; a week needs nothing else."""
    digest = f"second-{share}-{borderline}"
    known = db.session.query(RequirementSet).filter_by(digest=digest).one_or_none()
    week = {"id": "w1", "weeks": [1], "minutes": 600, "deliverables": []}
    sample = {"share": share, "borderline": borderline}
    row = known or RequirementSet(
        course_id="cluster-broker",
        digest=digest,
        required_minutes=6300,
        rules={"periods": [week], "second_marking": sample},
        created_at=now(),
    )
    db.session.add(row)
    db.session.commit()
    return row


def marked_twice(people: People, share: int = ALL) -> Placement:
    placement = a_placement(people)
    placement.requirement_set = rules(share)
    day = placement.starts_on
    an_entry(placement, state="submitted", activity_date=day, late_reason="No power.")
    db.session.commit()
    return placement


def levels(level: int = 3, **others: int) -> dict[str, int]:
    return {row.id: level for row in library().rubrics["log"].criteria} | others


def form(given: Mapping[str, int], comment: str = OTHER_COMMENT, **more: str) -> dict[str, str]:
    return {f"level-{name}": str(level) for name, level in given.items()} | {
        "comment": comment,
        **more,
    }


def a_held_week(
    people: People, placement: Placement | None = None, given: Mapping[str, int] | None = None
) -> SecondMark:
    """Sofia has marked the first week, and it was drawn."""
    placement = placement or marked_twice(people)
    marking = Marking(library().rubrics["log"], dict(given or levels()), COMMENT)
    assess(placement, "week:1", marking, by=people.supervisor, at=now())
    return the_row()


def a_held_month(year: Placement, people: People) -> SecondMark:
    """The first month of a year, failing and therefore drawn."""
    year.requirement_set = pin(library().courses[year.requirement_set.course_id], at=now())
    marking = Marking(library().rubrics["log"], levels(1), COMMENT)
    assess(year, "month:1", marking, by=people.supervisor, at=now())
    return the_row(year)


def a_disagreement(people: People) -> SecondMark:
    """Abdou gave another level on the facts."""
    row = a_held_week(people)
    actions.mark(row, levels(facts=2), OTHER_COMMENT, by=people.assessor, at=now())
    return the_row()


def a_proposal(people: People) -> SecondMark:
    row = a_disagreement(people)
    actions.propose(row, Said(levels(facts=2), COMMENT, WHY), by=people.supervisor, at=now())
    return the_row()


def passed_on(people: People) -> SecondMark:
    actions.pass_on(a_proposal(people), by=people.assessor, at=now())
    return the_row()


def settled(people: People) -> SecondMark:
    row = passed_on(people)
    decided = Said(levels(facts=2), COMMENT, WHY)
    actions.decide(row, decided, by=people.coordinator, at=now())
    return the_row()


STATES = {
    "waits": a_held_week,
    "differs": a_disagreement,
    "proposed": a_proposal,
    "third": passed_on,
    "settled": settled,
}


def the_row(of: Placement | None = None) -> SecondMark:
    """The only one there is, or of this placement, with all that is asked of it."""
    db.session.commit()
    placement = joinedload(SecondMark.placement)
    query = select(SecondMark).options(
        placement.joinedload(Placement.enrolment),
        placement.joinedload(Placement.assignments),
        placement.joinedload(Placement.requirement_set),
        joinedload(SecondMark.opinions).joinedload(Opinion.by),
        joinedload(SecondMark.rubric),
    )
    if of is not None:
        query = query.where(SecondMark.placement_id == of.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().one()


def everybody(people: People) -> None:
    for name in WHO:
        assert getattr(people, name)
    assert enrolment_of(people.trainee, people.edition)


WHO = (
    *("trainee", "classmate", "supervisor", "other_supervisor", "trainer", "assessor"),
    *("other_assessor", "coordinator", "other_coordinator", "outsider", "stranger"),
    "administrator",
)


def now() -> datetime:
    return datetime.now(UTC)
