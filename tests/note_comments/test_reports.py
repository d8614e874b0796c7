"""A comment is reported, looked at and decided about as a post is; what is removed is nowhere."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.accounts.pace import Pace
from lms.db import db
from lms.experience.actions import withdraw
from lms.experience.models import ExperienceNote
from lms.jobs.models import Job
from lms.note_comments import actions
from lms.note_comments.models import CommentDecision, CommentReport, NoteComment
from lms.note_comments.searchable import index
from lms.note_comments.telling import COMMENTED, tell_of
from lms.notifications import digest
from lms.notifications.models import Notice
from tests.experience.factories import an_experience
from tests.note_comments.factories import a_comment, an_answer, rewritten
from tests.people import People
from tests.programmes.factories import a_programme
from tests.study_visits.factories import a_week_of_visits
from tests.visitor import Visitor

WHY = {"concern": "private", "words": "It names a firm that did not sign."}
SECRET = "The tannery owes 300."
REMOVED = {"reason": "A firm is named without consent.", "outcome": "removed"}
KEPT = {"reason": "The firm says so itself.", "outcome": "kept"}


@pytest.fixture
def note(people: People) -> ExperienceNote:
    """Ana's, of a programme that Carlos directs."""
    programme = a_week_of_visits(people)
    return an_experience(people.trainee, programme_id=programme.id)  # type: ignore[arg-type]


@pytest.fixture
def comment(people: People, note: ExperienceNote) -> NoteComment:
    return a_comment(note, people.classmate, SECRET)


def test_a_report_waits_for_who_runs_the_programme_of_the_note(
    visitor: Visitor, people: People, comment: NoteComment
) -> None:
    visitor.signed_in(people.stranger).get(f"{comment.address}/report")
    visitor.post(f"{comment.address}/reports", {"words": "?"}, status=422)
    assert "Choose what is wrong with it." in visitor.text()
    for _twice in range(2):
        visitor.post(f"{comment.address}/reports", WHY)
    assert len(db.session.scalars(select(CommentReport)).all()) == 1

    visitor.signed_in(people.coordinator).get("/forum")
    assert "To look at: 1" in visitor.text()
    visitor.get("/forum/reports")
    assert SECRET in visitor.text()
    visitor.get(visitor.all(".row-title a")[0].attrs["href"])
    assert "It names a firm that did not sign." in visitor.text()
    assert "Rosa Example" in visitor.text()


def test_nobody_else_decides(visitor: Visitor, people: People, comment: NoteComment) -> None:
    """Neither who wrote the note, nor who wrote the comment, nor who directs something else."""
    a_programme(people.other_coordinator)
    for person in (people.trainee, people.classmate, people.trainer, people.other_coordinator):
        visitor.signed_in(person).get(f"{comment.address}/decision", status=403)
        visitor.post(f"{comment.address}/decisions", REMOVED, status=403)
    visitor.signed_in(people.classmate).get(f"{comment.address}/report", status=403)
    visitor.signed_in(people.administrator).get(f"{comment.address}/decision")


def test_what_belongs_to_no_programme_is_decided_by_administrators(
    visitor: Visitor, people: People
) -> None:
    comment = a_comment(an_experience(people.trainee), people.classmate, SECRET)
    visitor.signed_in(people.stranger).post(f"{comment.address}/reports", WHY)
    visitor.signed_in(people.coordinator).get(f"{comment.address}/decision", status=403)
    visitor.get("/forum/reports")
    assert SECRET not in visitor.text()
    visitor.signed_in(people.administrator).get("/forum/reports")
    assert SECRET in visitor.text()


def test_a_kept_comment_stays_and_may_be_reported_again(
    visitor: Visitor, people: People, comment: NoteComment
) -> None:
    visitor.signed_in(people.stranger).post(f"{comment.address}/reports", WHY)
    visitor.signed_in(people.coordinator).post(
        f"{comment.address}/decisions", KEPT | {"reason": ""}, status=422
    )
    visitor.post(f"{comment.address}/decisions", KEPT)
    assert "Nothing waits for you" in (visitor.get("/forum/reports"), visitor.text())[1]
    visitor.signed_in(people.stranger).get(comment.address)
    assert SECRET in visitor.text()
    visitor.post(f"{comment.address}/reports", WHY)
    assert len(db.session.scalars(select(CommentReport)).all()) == 2


def places(note: ExperienceNote, comment: NoteComment) -> list[str]:
    here = f"/notes/{note.id}"
    return [here, f"{here}/parts/problem/comments", comment.address, "/search?q=tannery"]


def show_it(visitor: Visitor, paths: list[str]) -> list[str]:
    visitor.app.extensions["pace"] = Pace()
    return [path for path in paths if shows_it(visitor, path)]


def shows_it(visitor: Visitor, path: str) -> bool:
    visitor.get(path)
    if path.startswith("/search"):  # which says what was asked for
        return visitor.all(".hit-title a") != []
    return SECRET in visitor.text()


def test_removed_words_are_nowhere(
    visitor: Visitor, people: People, note: ExperienceNote, comment: NoteComment
) -> None:
    answered = a_comment(note, people.trainer, "Is it so?")
    answer = an_answer(answered, people.classmate, SECRET)
    paths = [*places(note, comment), answered.address]
    assert show_it(visitor.signed_in(people.stranger), paths) == paths
    for row in (comment, answer):
        page = f"/notes/{note.id}/comments/{row.id}"
        visitor.signed_in(people.coordinator).post(f"{page}/decisions", REMOVED)
    assert show_it(visitor.signed_in(people.stranger), paths) == []
    visitor.get(comment.address)
    assert "Removed by Carlos Example: A firm is named without consent." in visitor.text()
    visitor.post(f"{comment.address}/reports", WHY, status=403)
    assert len(db.session.scalars(select(CommentDecision)).all()) == 2
    visitor.signed_in(people.coordinator).get(f"{comment.address}/decision")
    assert SECRET in visitor.text()


def test_comments_are_found_under_the_title_of_their_note_as_long_as_it_is_read(
    visitor: Visitor, people: People, note: ExperienceNote, comment: NoteComment
) -> None:
    visitor.get("/search?q=tannery")
    assert visitor.all(".hit-title a") == []
    rewritten(note, title="Thread for ten")
    index({"note": note.id})
    visitor.signed_in(people.stranger).get("/search?q=tannery")
    (hit,) = visitor.all(".hit-title a")
    assert (hit.attrs["href"], hit.to_text()) == (comment.address, "Thread for ten")

    withdraw(note, at=clock.now())
    visitor.get("/search?q=tannery")
    assert visitor.all(".hit-title a") == []
    rewritten(note)
    index({"note": note.id})
    visitor.get("/search?q=tannery")
    assert len(visitor.all(".hit-title a")) == 1


def test_what_its_writer_took_back_only_an_open_report_still_shows(
    visitor: Visitor, people: People, comment: NoteComment
) -> None:
    visitor.signed_in(people.stranger).post(f"{comment.address}/reports", WHY)
    visitor.signed_in(people.classmate).post(f"{comment.address}/withdrawal")
    visitor.signed_in(people.coordinator).get(f"{comment.address}/decision")
    assert SECRET in visitor.text()
    visitor.post(f"{comment.address}/decisions", REMOVED)
    visitor.get(f"{comment.address}/decision")
    assert SECRET not in visitor.text()
    assert "Its author took it back" in visitor.text()


def test_too_many_reports_of_one_person_are_refused(
    visitor: Visitor, people: People, note: ExperienceNote, comment: NoteComment
) -> None:
    for number in range(20):
        at = clock.now() - timedelta(minutes=20 * (20 - number))
        row = a_comment(note, people.classmate, f"Number {number}", at=at)
        db.session.add(
            CommentReport(comment_id=row.id, by_id=people.stranger.id, concern="other", at=at)
        )
    visitor.signed_in(people.stranger).post(f"{comment.address}/reports", WHY, status=429)
    assert "You have reported 20 comments today." in visitor.text()


def told(app: Flask) -> list[str]:
    """The letters of the day that are on their way."""
    letters = db.session.scalars(select(Job).where(Job.kind == "mail")).all()
    return [letter.payload["body"] for letter in letters]


@pytest.mark.parametrize("stands", [True, False])
def test_the_mail_of_the_day_tells_of_what_still_stands(
    app: Flask, people: People, comment: NoteComment, stands: bool
) -> None:
    tell_of({"comment": comment.id})
    of_it = select(Notice.user_id).where(Notice.kind == COMMENTED)
    assert db.session.scalars(of_it).all() == [people.trainee.id]
    if not stands:
        actions.remove(comment, reason="Hearsay.", by=people.coordinator, at=clock.now())
    db.session.commit()
    digest.send(clock.now().replace(hour=12) + timedelta(days=1))
    said = [body for body in told(app) if "commented on “What was wrong”" in body]
    assert len(said) == stands
    assert not any("tannery" in body for body in told(app))
