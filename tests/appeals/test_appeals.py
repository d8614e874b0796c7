"""One criterion is looked at again: first by who marked it, then by somebody else, finally."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DatabaseError

from lms import content
from lms.appeals.models import Answer, Appeal
from lms.db import db
from lms.logbook.models import HourLedger
from lms.notifications.models import Notice
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from lms.stretches.models import Assessment
from tests.appeals.factories import an_assessed_week
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor

WHY = "The entry of Thursday names the list and its date."
HOURS = 60


def marked(people: People, *, ago: timedelta = timedelta(days=2)) -> Placement:
    """A week assessed at level 2 throughout, with an hour that counts."""
    placement, at = a_placement(people), datetime.now(UTC) - ago
    entry = an_entry(placement, state="submitted")
    by = {"version": entry.current_id, "by": people.supervisor, "at": at}
    reviewing.approve(entry, **by, minutes=HOURS, comment="")
    an_assessed_week(placement, people, at=at)
    db.session.commit()
    return placement


def criterion() -> str:
    return content.library().rubrics["log"].criteria[0].id


def list_of(placement: Placement) -> str:
    return f"/placements/{placement.id}/appeals"


def asked(visitor: Visitor, people: People) -> tuple[Placement, str]:
    placement = marked(people)
    form = {"about": f"week:1|{criterion()}", "reason": WHY}
    visitor.signed_in(people.trainee).post(list_of(placement), form)
    return placement, f"{list_of(placement)}/{db.session.scalars(select(Appeal.id)).one()}"


def level_now() -> int:
    levels: dict[str, int] = db.session.scalars(select(Assessment.levels)).one()
    return levels[criterion()]


def test_who_marked_it_answers_first_and_the_level_changes(
    visitor: Visitor, people: People
) -> None:
    _placement, appeal = asked(visitor, people)
    assert people.assessor
    answer = {"level": "3", "reason": "You are right: the list is named and dated."}

    for person in (people.assessor, people.coordinator):
        visitor.signed_in(person).post(f"{appeal}/answers", answer, status=403)
    visitor.signed_in(people.supervisor).post(f"{appeal}/answers", answer)

    assert level_now() == 3
    assert [(row.number, row.level) for row in db.session.scalars(select(Answer))] == [(1, 3)]
    visitor.signed_in(people.trainee).get(appeal)
    assert answer["reason"] in visitor.text()
    kinds = {row.user_id: row.kind for row in db.session.scalars(select(Notice))}
    assert kinds == {
        people.supervisor.id: "appeal_asked",
        people.trainee.id: "appeal_answered",
    }


def test_hours_that_count_stay_while_it_is_open_and_after(visitor: Visitor, people: People) -> None:
    _placement, appeal = asked(visitor, people)
    total = select(func.sum(HourLedger.minutes))
    assert db.session.scalar(total) == HOURS

    answer = {"level": "1", "reason": "Looked at again: there is no date at all."}
    visitor.signed_in(people.supervisor).post(f"{appeal}/answers", answer)

    assert db.session.scalar(total) == HOURS


def test_somebody_else_has_the_final_word(visitor: Visitor, people: People) -> None:
    _placement, appeal = asked(visitor, people)
    assert people.assessor
    kept = {"level": "2", "reason": "The list is named, but nothing follows from it."}
    final = {"level": "3", "reason": "What follows stands in the entry of Friday."}
    visitor.signed_in(people.supervisor).post(f"{appeal}/answers", kept)

    visitor.signed_in(people.trainee).post(f"{appeal}/escalation", {"reason": WHY})
    visitor.signed_in(people.supervisor).post(f"{appeal}/answers", final, status=403)
    visitor.signed_in(people.assessor).post(f"{appeal}/answers", final)

    assert level_now() == 3
    visitor.post(f"{appeal}/answers", kept, status=403)
    visitor.signed_in(people.trainee).post(f"{appeal}/escalation", {"reason": WHY}, status=403)
    visitor.get(appeal)
    assert "Final: Abdou Example · Competent" in visitor.text()


@pytest.mark.parametrize(
    ("ago", "open_"),
    [
        (timedelta(hours=23), False),
        (timedelta(hours=25), True),
        (timedelta(days=7, hours=23), True),
        (timedelta(days=8, hours=1), False),
    ],
    ids=["too soon", "after a day", "the last hours", "too late"],
)
def test_it_may_be_asked_after_a_day_and_for_a_week(
    visitor: Visitor, people: People, ago: timedelta, open_: bool
) -> None:
    placement = marked(people, ago=ago)
    form = {"about": f"week:1|{criterion()}", "reason": WHY}

    visitor.signed_in(people.trainee).get(list_of(placement))
    assert bool(visitor.all("#about")) is open_
    visitor.post(list_of(placement), form, status=303 if open_ else 422)


def test_one_criterion_is_asked_about_once(visitor: Visitor, people: People) -> None:
    placement, _appeal = asked(visitor, people)
    form = {"about": f"week:1|{criterion()}", "reason": WHY}

    visitor.post(list_of(placement), form, status=422)

    assert WHY in visitor.text()
    assert db.session.scalar(select(func.count(Appeal.id))) == 1


def test_nobody_else_asks_or_reads(visitor: Visitor, people: People) -> None:
    placement, appeal = asked(visitor, people)
    form = {"about": f"week:1|{criterion()}", "reason": WHY}

    visitor.signed_in(people.supervisor).post(list_of(placement), form, status=403)
    visitor.signed_in(people.classmate).get(appeal, status=404)
    visitor.signed_in(people.supervisor).get(appeal)


def test_an_open_appeal_keeps_the_fieldwork_from_being_closed(
    visitor: Visitor, people: People
) -> None:
    placement, appeal = asked(visitor, people)
    placement.state = "completing"
    path = f"/placements/{placement.id}/sign-off"

    visitor.signed_in(people.supervisor).get(path)
    assert "1 appeal waits for an answer" in visitor.text()

    answer = {"level": "2", "reason": "Looked at again: the level holds."}
    visitor.post(f"{appeal}/answers", answer)
    visitor.get(path)
    assert "appeal waits" not in visitor.text()


@pytest.mark.parametrize("change", [update(Answer).values(level=4), delete(Answer)])
def test_the_database_refuses_to_change_an_answer(
    visitor: Visitor, people: People, change: object
) -> None:
    _placement, appeal = asked(visitor, people)
    answer = {"level": "2", "reason": "Looked at again: the level holds."}
    visitor.signed_in(people.supervisor).post(f"{appeal}/answers", answer)

    with pytest.raises(DatabaseError, match="answers stay"), db.session.begin_nested():
        db.session.execute(change)  # type: ignore[call-overload]  # an update or a delete
