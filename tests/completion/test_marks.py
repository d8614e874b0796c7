"""Case papers, deliverables and the defence count by their released marks, where a rule asks."""

from datetime import datetime

from flask import Flask
from sqlalchemy import update

from lms.case_studies.models import CaseGrade, CasePaper, CasePaperAuthor
from lms.completion.requirements import asked_by, requirements_for, titles_in
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment
from lms.gradebook.models import HandMark
from lms.overrides.models import MarkOverride
from tests.people import People


def how_far(app: Flask, trainee: Enrolment, key: str) -> tuple[bool, str]:
    with app.test_request_context("/"):
        row = next(row for row in requirements_for(trainee) if row.key == key)
    assert row.offered
    return row.met, row.detail


def marked(
    people: People, trainee: Enrolment, component: str, part: str, mark: int, at: datetime | None
) -> None:
    db.session.add(
        HandMark(
            enrolment_id=trainee.id,
            trainee_id=trainee.user_id,
            component=component,
            part=part,
            mark=mark,
            marked_by_id=people.assessor.id,
            marked_at=at or trainee.created_at,
            released_at=at,
        )
    )
    db.session.commit()


def graded(people: People, trainee: Enrolment, case: str, points: int, at: datetime | None) -> None:
    author = CasePaperAuthor(enrolment_id=trainee.id, case_id=case)
    paper = CasePaper(enrolment_id=trainee.id, case_id=case, state="graded", authors=[author])
    db.session.add(paper)
    db.session.flush()
    db.session.add(
        CaseGrade(
            paper_id=paper.id,
            points=points,
            rubric_id="case",
            rubric_digest="-",
            assessor_id=people.trainer.id,
            levels={},
            assessed_at=at or trainee.created_at,
            released_at=at,
        )
    )
    db.session.commit()


def test_a_case_paper_counts_once_its_mark_is_released_and_high_enough(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    assert how_far(app, trainee, "cases") == (False, "0 of 1 so far")
    graded(people, trainee, "mill", 200, None)
    assert how_far(app, trainee, "cases") == (False, "0 of 1 so far")

    db.session.execute(update(CaseGrade).values(released_at=now, assessed_at=now))
    assert how_far(app, trainee, "cases") == (True, "1 of 1 so far")
    db.session.execute(update(CaseGrade).values(points=196))
    assert how_far(app, trainee, "cases") == (False, "0 of 1 so far")


def test_every_deliverable_counts_once_its_mark_is_released_and_high_enough(
    app: Flask, people: People, trainee: Enrolment, now: datetime, course: Course
) -> None:
    first, *others = [row.id for period in course.fieldwork.periods for row in period.deliverables]
    most = len(others) + 1
    for part in others:
        marked(people, trainee, "deliverables", f"{course.id}/{part}", 50, now)
    marked(people, trainee, "deliverables", f"{course.id}/{first}", 90, None)
    assert how_far(app, trainee, "deliverables") == (False, f"{most - 1} of {most} so far")

    db.session.execute(update(HandMark).values(released_at=now))
    assert how_far(app, trainee, "deliverables") == (True, f"{most} of {most} so far")
    db.session.execute(update(HandMark).values(mark=49))
    assert how_far(app, trainee, "deliverables") == (False, f"0 of {most} so far")


def test_the_defence_counts_by_its_mark_and_no_other(
    app: Flask, people: People, trainee: Enrolment, now: datetime, course: Course
) -> None:
    marked(people, trainee, "class_instruments", f"{course.id}/defence", 90, now)
    assert how_far(app, trainee, "defence") == (False, "0 of 1 so far")
    marked(people, trainee, "defence", f"{course.id}/defence", 50, now)
    assert how_far(app, trainee, "defence") == (True, "1 of 1 so far")


def test_what_the_course_does_not_weigh_is_not_offered(app: Flask, course: Course) -> None:
    weights = course.assessment.model_copy(
        update={"defence": 0, "deliverables": 0, "case_papers": 0}
    )
    without = course.model_copy(update={"assessment": weights})

    with app.test_request_context("/"):
        offered = {"cases", "deliverables", "defence"}
        assert offered < titles_in(course).keys()
        assert not offered & titles_in(without).keys()
        assert not offered & set(asked_by(course))


def test_a_mark_set_over_another_counts_instead_of_it_once_it_is_released(
    app: Flask, people: People, trainee: Enrolment, now: datetime, course: Course
) -> None:
    part = f"{course.id}/defence"
    marked(people, trainee, "defence", part, 40, now)
    override = MarkOverride(
        enrolment_id=trainee.id,
        trainee_id=trainee.user_id,
        component="defence",
        part=part,
        mark=70,
        reason="The panel heard it again.",
        set_by_id=people.assessor.id,
        set_at=now,
    )
    db.session.add(override)
    db.session.commit()
    assert how_far(app, trainee, "defence") == (False, "0 of 1 so far")
    override.released_at, override.released_by_id = now, people.assessor.id
    db.session.commit()
    assert how_far(app, trainee, "defence") == (True, "1 of 1 so far")
