"""Who is told of a comment: who wrote the note, and of an answer who had asked."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms import clock
from lms.db import db
from lms.experience import actions as notes
from lms.experience.models import ExperienceNote
from lms.jobs.models import Job
from lms.note_comments import actions
from lms.note_comments.models import NoteComment
from lms.note_comments.telling import JOB, tell_of
from lms.notifications.actions import choose
from lms.notifications.models import Category, How, Notice
from lms.programmes.models import Participation, State
from tests.experience.factories import NOW, WRITTEN, an_experience
from tests.note_comments.factories import a_comment, an_answer
from tests.people import People
from tests.study_visits.factories import (
    a_participant,
    a_visit,
    a_week_of_visits,
    allowed,
    an_observation,
)


@pytest.fixture
def note(people: People) -> ExperienceNote:
    """Ana's."""
    return an_experience(people.trainee)


def tell(row: NoteComment) -> list[int]:
    """Whom the worker tells of it."""
    before = set(db.session.scalars(select(Notice.id)))
    tell_of({"comment": row.id})
    db.session.commit()
    rows = db.session.scalars(select(Notice).order_by(Notice.id)).all()
    return [notice.user_id for notice in rows if notice.id not in before]


def letters() -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.kind == "mail")))


def test_the_worker_tells_some_minutes_later(people: People, note: ExperienceNote) -> None:
    at = clock.now()
    row = a_comment(note, people.classmate, at=at)
    job = db.session.scalars(select(Job).where(Job.kind == JOB)).one()
    assert (job.payload, job.run_at - at) == ({"comment": row.id}, timedelta(minutes=5))


def test_nobody_is_told_of_their_own_words_or_twice(people: People, note: ExperienceNote) -> None:
    asked, own = a_comment(note, people.classmate), a_comment(note, people.trainee)
    assert tell(asked) == [people.trainee.id]
    assert tell(own) == []
    assert tell(an_answer(asked, people.stranger)) == [people.trainee.id, people.classmate.id]
    assert tell(an_answer(asked, people.trainee)) == [people.classmate.id]
    assert tell(an_answer(own, people.classmate)) == [people.trainee.id]


@pytest.mark.parametrize(("how", "mails"), [(How.AT_ONCE, 1), (How.DAILY, 0), (How.NEVER, 0)])
def test_a_mail_comes_at_once_to_who_wants_it_so(
    people: People, note: ExperienceNote, how: How, mails: int
) -> None:
    people.trainee.language = "es"
    choose(people.trainee, {Category.OTHERS: how})
    tell(a_comment(note, people.classmate))
    assert len(letters()) == mails
    for letter in letters():
        assert letter.payload["to"] == people.trainee.email
        assert "Bruno Example" in letter.payload["body"]
        assert "Qué andaba mal" in letter.payload["body"]
        assert "Who held the money?" not in letter.payload["body"]


def test_what_was_removed_meanwhile_is_told_to_nobody(people: People, note: ExperienceNote) -> None:
    row = a_comment(note, people.classmate)
    actions.remove(row, reason="", by=people.classmate, at=clock.now())
    assert tell(row) == []
    other = a_comment(note, people.classmate)
    notes.withdraw(note, at=NOW)
    assert tell(other) == []


@pytest.mark.parametrize("leaves", [True, False])
def test_who_may_no_longer_read_the_note_hears_of_no_answer(people: People, leaves: bool) -> None:
    """A note of a visit whose host gave a day that is far: only those of the programme read it."""
    programme = a_week_of_visits(people)
    visit, ines = a_visit(programme), a_participant(programme)
    allowed(visit, people.coordinator, publish_from=date(2999, 1, 1))
    seen = an_observation(visit, people.coordinator)
    note = notes.begin(uuid4(), by=people.coordinator, at=NOW, observation=seen)
    notes.publish(note, WRITTEN, at=NOW)
    asked = a_comment(note, ines)
    if leaves:
        query = select(Participation).where(Participation.user_id == ines.id)
        db.session.scalars(query).one().state = State.WITHDRAWN.value
    assert tell(an_answer(asked, people.coordinator)) == ([] if leaves else [ines.id])
