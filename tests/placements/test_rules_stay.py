"""A course that asks for more tomorrow asks it of who begins tomorrow."""

from datetime import datetime, timedelta

from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.placements.actions import place
from lms.placements.models import Placement, RequirementSet
from tests.fieldwork.factories import a_project
from tests.people import People, enrolment_of, today


def placed(people: People, course: Course, now: datetime) -> Placement:
    who = enrolment_of(people.trainee, people.edition)
    first = today()
    last = first + timedelta(days=41)
    return place(
        who,
        course=course,
        project=a_project(),
        supervisor=people.supervisor,
        starts_on=first,
        ends_on=last,
        at=now,
    )


def test_rules_that_change_leave_running_fieldwork_as_it_was(people: People, now: datetime) -> None:
    course = library().courses["cluster-broker"]
    more = course.fieldwork.model_copy(
        update={"required_minutes": course.fieldwork.required_minutes + 600}
    )
    before = placed(people, course, now)
    again = placed(people, course, now)
    after = placed(people, course.model_copy(update={"fieldwork": more}), now)
    db.session.expire_all()

    asked = [db.session.get_one(RequirementSet, row.requirement_set_id) for row in (before, after)]
    assert before.requirement_set_id == again.requirement_set_id != after.requirement_set_id
    assert [row.required_minutes for row in asked] == [
        course.fieldwork.required_minutes,
        course.fieldwork.required_minutes + 600,
    ]
