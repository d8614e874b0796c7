"""Supervisors and assessors read, return and grade; the trainee improves until the level."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from lms.audit.models import AuditEvent
from lms.content import library
from lms.content.rubric import Rubric
from lms.db import db
from lms.deliverables.models import Deliverable, DeliverableGrade, DeliverableReturn
from lms.editions.models import Role
from lms.grading.models import PinnedRubric
from tests.deliverables.factories import (
    MAP,
    PDF,
    TEXT,
    a_placement,
    a_work,
    address,
    desk,
    form,
    graded,
    sheet,
)
from tests.fieldwork.factories import a_year, an_entry
from tests.people import People, enrol
from tests.visitor import Visitor


def the_grade() -> DeliverableGrade:
    return db.session.scalars(select(DeliverableGrade)).one()


@pytest.mark.parametrize("who", ["supervisor", "assessor"])
def test_from_the_list_to_the_grade(visitor: Visitor, people: People, who: str) -> None:
    work = a_work(a_placement(people), file=PDF)
    visitor.signed_in(getattr(people, who)).get("/reviews")
    assert "1 piece of work waits for you." in visitor.text()
    assert "Ana Example · D1 Site note" in visitor.text()

    visitor.get(visitor.all("a.row-link")[0].attrs["href"])
    assert TEXT in visitor.text()
    assert "site-note.pdf" in visitor.text()
    assert "four criteria" in visitor.text()
    visitor.post(desk(work, "/versions/1/grade?then=next"), sheet())

    visitor.get("/reviews")
    assert "not released yet" in visitor.text()
    row = the_grade()
    assert (row.points, row.released_at, row.assessor_id) == (300, None, getattr(people, who).id)
    assert db.session.get_one(Deliverable, work.id).state == "graded"


def test_a_return_has_a_reason(visitor: Visitor, people: People) -> None:
    work = a_work(a_placement(people))
    visitor.signed_in(people.supervisor)

    visitor.post(desk(work, "/versions/1/return"), {"reason": ""}, status=422)
    assert "Say in a sentence what is missing" in visitor.text()
    visitor.post(desk(work, "/versions/1/return"), {"reason": "Who counted the 71?"})
    visitor.post(desk(work, "/versions/1/grade"), sheet(), status=409)


def test_the_next_version_shows_what_changed(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    work = a_work(placement, file=PDF)
    visitor.signed_in(people.supervisor)
    visitor.post(desk(work, "/versions/1/return"), {"reason": "Who counted the 71?"})
    visitor.signed_in(people.trainee).get("/")
    assert "Returned to you" in visitor.text()
    assert "D1 Site note" in visitor.text()
    visitor.get(address(placement))
    assert "Who counted the 71?" in visitor.text()
    better = TEXT.replace("my own count", "the count of two owners")
    visitor.post(address(placement, "/submission"), form(edits=work.edits, attempt=1, body=better))

    visitor.signed_in(people.supervisor).get(desk(work))
    assert "came back" not in visitor.text()
    assert "Changes since version 1" in visitor.text()
    visitor.get(desk(work, "?show=changes"))
    assert [node.to_text().strip() for node in visitor.all("del")] == ["my own"]
    assert [node.to_text().strip() for node in visitor.all("ins")] == ["the", "of two owners"]
    visitor.get("/reviews")
    assert "came back" in visitor.text()


def test_an_old_form_does_not_hand_in_again(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee).post(address(placement, "/submission"), form())
    work = db.session.scalars(select(Deliverable)).one()
    visitor.signed_in(people.supervisor)
    visitor.post(desk(work, "/versions/1/return"), {"reason": "Who counted the 71?"})

    visitor.signed_in(people.trainee).post(address(placement, "/submission"), form(), status=409)

    work = db.session.get_one(Deliverable, work.id)
    assert (work.state, work.times_submitted) == ("returned", 1)


def test_levels_and_comment_are_asked_for_and_kept(visitor: Visitor, people: People) -> None:
    work = a_work(a_placement(people))
    visitor.signed_in(people.supervisor)
    page = sheet(comment="Good.")
    del page["level-site"]

    visitor.post(desk(work, "/versions/1/grade"), page, status=422)

    assert "Choose a level." in visitor.text()
    assert "Name one strength and one next step" in visitor.text()
    assert "Good." in visitor.all("textarea")[0].to_text()
    assert db.session.scalars(select(DeliverableGrade)).all() == []


def test_co_graders_never_overwrite_each_other(visitor: Visitor, people: People) -> None:
    work = a_work(a_placement(people))
    visitor.signed_in(people.supervisor).post(desk(work, "/versions/1/grade"), sheet())

    visitor.signed_in(people.assessor)
    mine = sheet(comment="Mine: the sources. Next, the risks.", **{"level-site": "1"})
    visitor.post(desk(work, "/versions/1/grade"), mine, status=409)
    assert "Somebody graded this while you did" in visitor.text()
    assert "Mine: the sources." in visitor.all("textarea")[0].to_text()
    assert the_grade().levels["site"] == 3
    visitor.post(desk(work, "/release"), {"version": "7"}, status=409)
    assert the_grade().released_at is None

    visitor.post(desk(work, "/versions/1/grade"), mine | {"version": "1"})
    assert (the_grade().levels["site"], the_grade().assessor_id) == (1, people.assessor.id)


def test_below_the_level_it_is_handed_in_again_and_all_stays_readable(
    visitor: Visitor, people: People, now: datetime
) -> None:
    placement = a_placement(people)
    work = a_work(placement, name=MAP)
    edits = work.edits
    graded(work, by=people.supervisor, released=True, map=2)

    visitor.signed_in(people.trainee).get(address(placement, name=MAP))
    assert "Not at the level of the certificate yet." in visitor.text()
    assert "must reach “Competent”" in visitor.text()
    again = form(edits=edits, attempt=1, body="Nineteen actors now.")
    visitor.post(address(placement, "/submission", name=MAP), again)
    visitor.get(address(placement, name=MAP))
    assert "It is with your supervisor." in visitor.text()
    visitor.get(address(placement, "/versions/1", name=MAP))
    assert TEXT in visitor.text()
    assert "Developing" in visitor.text()

    assert db.session.scalars(select(Deliverable.state)).one() == "submitted"


def test_a_better_grade_counts_and_the_earlier_one_stays_readable(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    work = a_work(placement, name=MAP)
    graded(work, by=people.supervisor, released=True, map=2)
    a_work(placement, name=MAP, text="Nineteen actors now.")
    graded(work, by=people.supervisor, released=True)

    visitor.signed_in(people.trainee).get(address(placement, name=MAP))
    assert "At the level of the certificate" in visitor.text()
    assert not visitor.all("textarea")
    visitor.post(address(placement, "/submission", name=MAP), form(edits=2, attempt=2), status=403)
    visitor.get(address(placement, "/versions/1", name=MAP))
    assert "Developing" in visitor.text()


def test_at_the_level_nothing_is_handed_in_again(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    work = a_work(placement)
    graded(work, by=people.supervisor, released=True)

    visitor.signed_in(people.trainee)
    again = form(edits=work.edits, attempt=1, body="Even better.")
    visitor.post(address(placement, "/submission"), again, status=403)
    visitor.post(address(placement, "/draft"), again, status=403)


def test_the_course_says_how_often(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = library().courses["cluster-broker"]
    rule = course.deliverables.model_copy(update={"resubmissions": 0})
    monkeypatch.setitem(course.__dict__, "deliverables", rule)
    placement = a_placement(people)
    work, mapped = a_work(placement), a_work(placement, name=MAP)
    graded(mapped, by=people.supervisor, released=True, map=2)

    visitor.signed_in(people.supervisor).get(desk(work))
    assert "This was the last time that the course allows" in visitor.text()
    visitor.post(desk(work, "/versions/1/return"), {"reason": "Once more."}, status=403)
    visitor.signed_in(people.trainee).get(address(placement, name=MAP))
    assert "This was the last time that the course allows." in visitor.text()
    visitor.post(address(placement, "/submission", name=MAP), form(edits=1, attempt=1), status=403)
    assert db.session.scalars(select(DeliverableReturn)).all() == []


def test_the_rubric_is_pinned_when_grading_begins(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    placement = a_placement(people)
    work = a_work(placement)
    before = library().rubrics["site"]
    graded(work, by=people.supervisor, released=True)
    changed = Rubric.model_validate(
        before.model_dump(mode="json") | {"title": {"en": "Another rubric"}}
    )
    monkeypatch.setitem(library().rubrics, "site", changed)

    visitor.signed_in(people.supervisor).get(desk(work))
    assert "Rubric: Site note" in visitor.text()
    assert "Another rubric" not in visitor.text()
    assert db.session.scalars(select(PinnedRubric.digest)).all() == [before.digest]
    visitor.signed_in(people.trainee).get(address(placement))
    assert "75 of 100" in visitor.text()

    later = a_work(placement, name=MAP)
    monkeypatch.setitem(library().rubrics, "map", changed.model_copy(update={"id": "map"}))
    old = sheet(rubric=before.digest, **{"level-map": "3"})
    visitor.signed_in(people.supervisor)
    visitor.post(desk(later, "/versions/1/grade"), old, status=409)
    assert "The rubric was changed after you opened this page." in visitor.text()


def test_nobody_changes_a_pinned_rubric(people: People) -> None:
    graded(a_work(a_placement(people)), by=people.supervisor)
    row = db.session.scalars(select(PinnedRubric)).one()

    row.content = row.content | {"id": "other"}
    with pytest.raises(DBAPIError, match="stays as it was"):
        db.session.commit()
    db.session.rollback()


def test_what_carries_no_grade_is_accepted(visitor: Visitor, people: People) -> None:
    year = a_year(people)
    name = "b-d1-member-profiles"
    work = a_work(year, name=name)
    visitor.signed_in(people.supervisor).get(desk(work))
    assert "The course gives this one no grade." in visitor.text()
    visitor.post(desk(work, "/versions/1/grade"), sheet(), status=403)
    visitor.post(desk(work, "/versions/1/acceptance"), {"comment": "Fine."}, status=422)
    said = "The needs are in the owners' words. Next, add the two who refused."
    visitor.post(desk(work, "/versions/1/acceptance"), {"comment": said})

    visitor.signed_in(people.trainee).get(address(year, name=name))
    assert said in visitor.text()
    assert "Accepted" in visitor.text()
    assert not visitor.all("textarea")


def test_a_released_grade_is_taken_back_with_the_password(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    work = a_work(placement)
    graded(work, by=people.supervisor, released=True)
    visitor.signed_in(people.supervisor).post(desk(work, "/withdrawal"))

    assert the_grade().released_at is None
    of_grades = AuditEvent.act.startswith("deliverable_grade.")
    query = select(AuditEvent.act).where(of_grades).order_by(AuditEvent.id)
    assert db.session.scalars(query).all() == [
        "deliverable_grade.released",
        "deliverable_grade.taken_back",
    ]
    visitor.signed_in(people.trainee).get(address(placement))
    assert "75 of 100" not in visitor.text()


def test_one_list_in_one_order(visitor: Visitor, people: People, now: datetime) -> None:
    placement = a_placement(people)
    an_entry(placement, state="submitted", at=now - timedelta(days=2))
    a_work(placement, at=now - timedelta(days=3))
    a_work(placement, name=MAP, at=now - timedelta(days=1))

    visitor.signed_in(people.supervisor).get("/reviews")
    names = [link.to_text() for link in visitor.all("a.row-link")]
    assert [name.partition(" · ")[2][:9] for name in names] == [
        "D1 Site n",
        "Interview",
        "D2 Actor ",
    ]
    visitor.get("/")
    assert "1 log entry to review · 2 deliverables to read" in visitor.text()


def test_nobody_grades_their_own(visitor: Visitor, people: People) -> None:
    work = a_work(a_placement(people))
    enrol(people.trainee, people.edition, Role.ASSESSOR)

    visitor.signed_in(people.trainee).get(desk(work), status=404)
    visitor.post(desk(work, "/versions/1/grade"), sheet(), status=404)
    visitor.get("/reviews")
    assert "Nothing waits for you" in visitor.text()


def test_a_draft_waits_for_nobody(visitor: Visitor, people: People) -> None:
    work = a_work(a_placement(people), state="draft")

    visitor.signed_in(people.supervisor).get(desk(work), status=404)
    visitor.get("/reviews")
    assert "Nothing waits for you" in visitor.text()
