from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.certificates import actions, serials
from lms.certificates.models import Certificate
from lms.completion.awards import standing_under
from lms.completion.rules import Rule
from lms.db import db
from lms.editions.models import Enrolment
from lms.jobs.models import Job
from lms.learning.models import LessonCompletion
from lms.logbook.models import HourLedger, LogEntry
from lms.quizzes.models import QuizAttempt
from lms.reviews import actions as reviewing
from lms.stretches.models import Assessment
from tests.people import People, enrolment_of

MISSING = {
    "lessons": delete(LessonCompletion).where(LessonCompletion.lesson.endswith("/a2-1")),
    "quizzes": delete(QuizAttempt).where(QuizAttempt.day.endswith("/a2")),
    "log": delete(Assessment).where(Assessment.target == "week:2"),
}


def issue(app: Flask, enrolment: Enrolment, people: People) -> Certificate:
    with app.test_request_context(method="POST"):
        made = actions.issue(enrolment, by=people.coordinator, at=datetime.now(UTC))
        db.session.commit()
    return made


def jobs_of(kind: str) -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id)))


def test_the_certificate_keeps_what_stood_that_day(
    app: Flask, people: People, graduate: Enrolment
) -> None:
    people.coordinator.organisation = "INPYME"
    made = issue(app, graduate, people)
    people.trainee.name, people.edition.name = "Someone Else", "Renamed"
    db.session.commit()
    db.session.expire_all()

    kept = db.session.get_one(Certificate, made.id)

    assert (kept.name, kept.course_title, kept.edition_name, kept.language) == (
        "Ana Example",
        "Cluster broker",
        "Cluster brokers, first intake",
        "en",
    )
    assert (kept.starts_on, kept.ends_on) == (people.edition.starts_on, people.edition.ends_on)
    assert (kept.minutes, kept.issued_by) == (1080, "Carlos Example, INPYME")
    assert kept.facts == [
        {"label": "Work through every lesson", "value": "3 of 3 lessons"},
        {"label": "Pass the quiz of every day", "value": "2 of 2 quizzes"},
        {
            "label": "Have your hours of fieldwork approved",
            "value": "18 h approved, 18 h needed",
        },
        {"label": "Reach “Competent” in your field log every week", "value": "2 of 2 weeks"},
    ]


@pytest.mark.parametrize("key", MISSING)
def test_each_unmet_requirement_refuses_and_is_named(
    app: Flask, people: People, graduate: Enrolment, key: str
) -> None:
    db.session.execute(MISSING[key])
    db.session.commit()

    with pytest.raises(actions.UnmetError) as refused:
        issue(app, graduate, people)

    assert [row.key for row in refused.value.unmet] == [key]
    assert db.session.scalars(select(Certificate)).all() == []
    assert jobs_of("mail") == jobs_of("certificate.draw") == []


def test_hours_taken_off_again_refuse_it(app: Flask, people: People, graduate: Enrolment) -> None:
    counted = db.session.scalars(select(HourLedger)).one()
    entry = db.session.get_one(LogEntry, counted.entry_id)
    entry.state = "approved"
    db.session.flush()
    reviewing.return_entry(
        entry,
        version=counted.version_id,
        by=people.supervisor,
        reason="Counted twice.",
        at=datetime.now(UTC),
    )

    with pytest.raises(actions.UnmetError) as refused:
        issue(app, graduate, people)

    assert [row.key for row in refused.value.unmet] == ["hours"]


def test_issued_twice_it_is_the_same_certificate(
    app: Flask, people: People, graduate: Enrolment
) -> None:
    first, second = issue(app, graduate, people), issue(app, graduate, people)

    assert (first.id, first.serial) == (second.id, second.serial)
    assert len(jobs_of("certificate.draw")) == len(jobs_of("mail")) == 1


def test_the_database_holds_one_standing_certificate_a_trainee(certificate: Certificate) -> None:
    copy = {
        column.key: getattr(certificate, column.key)
        for column in Certificate.__table__.columns
        if column.key != "id"
    }

    db.session.add(Certificate(**copy | {"serial": serials.new()}))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_trainee_gets_a_letter_in_their_language(
    app: Flask, people: People, certificate: Certificate
) -> None:
    letter = jobs_of("mail")[0].payload

    assert letter["to"] == people.trainee.email
    assert letter["subject"] == "Your certificate: Cluster broker"
    assert f"http://127.0.0.1:8000/certificates/{certificate.serial}" in letter["body"]
    assert " ".join(serials.grouped(certificate.serial)) in letter["body"]


def test_a_revoked_one_can_be_followed_by_a_new_one(
    app: Flask, people: People, graduate: Enrolment, certificate: Certificate
) -> None:
    at = datetime.now(UTC)
    with app.test_request_context(method="POST"):
        actions.revoke(certificate, by=people.coordinator, why="Name misspelt.", at=at)
        actions.revoke(certificate, by=people.coordinator, why="Again.", at=at)
        db.session.commit()

    new = issue(app, graduate, people)

    assert new.serial != certificate.serial
    assert (certificate.revoked_at, certificate.revoked_by, certificate.revoked_why) == (
        at,
        "Carlos Example",
        "Name misspelt.",
    )
    assert "Name misspelt." in jobs_of("mail")[1].payload["body"]
    assert len(jobs_of("mail")) == 3


def test_nobody_certifies_a_course_that_asks_for_nothing(
    app: Flask, people: People, graduate: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = standing_under(Rule(), [])
    monkeypatch.setattr(actions, "standing_of", lambda _enrolment: nothing)

    with pytest.raises(actions.UnmetError):
        issue(app, enrolment_of(people.trainee, people.edition), people)
