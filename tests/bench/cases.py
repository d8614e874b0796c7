"""Cases in the measured world: everybody has decided and handed in a paper, and a class talks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from lms import markdown
from lms.accounts.models import SignIn, User
from lms.case_studies.models import CaseDecision, CasePaper, CasePaperAttempt
from lms.case_studies.post_models import CasePost
from lms.db import db
from lms.editions.models import Enrolment
from tests.bench.world import (
    NOW,
    SENDING,
    SPACE,
    TEXT,
    TRAINEES,
    Row,
    World,
    _enrolment,
    _sign_in,
    _token,
    _write,
    trainee_id,
)

CASE = "bagru"
POSTS = 200


def add(world: World, scale: int) -> World:
    """The first trainees have no paper yet: they are the ones who hand one in."""
    trainer = 3 + scale * (TRAINEES + 1)
    _write(User, iter([_person(trainer)]))
    _write(Enrolment, _seats(scale, trainer))
    _write(CaseDecision, _decisions(scale))
    _write(CasePaper, _papers(scale))
    _write(CasePaperAttempt, _attempts(scale))
    _write(CasePost, _posts())
    _write(SignIn, iter([_sign_in("trainer", trainer)]))
    db.session.commit()
    return replace(
        world,
        cookies=world.cookies | {"trainer": _token("trainer")},
        places=world.places | {"paper": SENDING + 1},
        size=world.size | {"case papers": scale * TRAINEES - SENDING},
    )


def _person(number: int) -> Row:
    return {
        "id": number,
        "email": "trainer@bench.example",
        "name": "Trainer of the Bench",
        "language": "en",
        "time_zone": "Asia/Kolkata",
        "password_hash": "none",
        "created_at": NOW,
    }


def _seats(scale: int, trainer: int) -> Iterator[Row]:
    first = scale * (TRAINEES + 2) + 1
    for edition in range(scale):
        yield _enrolment(first + edition, edition, trainer, "trainer")


def _decisions(scale: int) -> Iterator[Row]:
    for number in range(scale * TRAINEES):
        yield {
            "user_id": trainee_id(number),
            "case_id": CASE,
            "decision_id": "a",
            "option_id": "abcd"[number * 7 % 4],
            "reasons": TEXT * 6,
            "decided_at": NOW - timedelta(days=9),
            "edition_id": number // TRAINEES + 1,
        }


def _papers(scale: int) -> Iterator[Row]:
    for number in range(SENDING, scale * TRAINEES):
        yield {
            "id": number + 1,
            "enrolment_id": number + 1,
            "case_id": CASE,
            "state": "submitted",
            "would_change": TEXT * 3,
            "version": 1,
            "times_submitted": 1,
            "submitted_at": NOW - timedelta(hours=number % 300),
        }


def _attempts(scale: int) -> Iterator[Row]:
    for number in range(SENDING, scale * TRAINEES):
        yield {
            "paper_id": number + 1,
            "number": 1,
            "would_change": TEXT * 3,
            "submitted_at": NOW - timedelta(hours=number % 300),
        }


def _posts() -> Iterator[Row]:
    html = str(markdown.from_member(TEXT * 4))
    for number in range(POSTS):
        yield {
            "id": number + 1,
            "edition_id": 1,
            "case_id": CASE,
            "author_id": trainee_id(number % TRAINEES),
            "reply_to_id": number if number % 3 == 0 and number else None,
            "key": uuid5(SPACE, f"post {number}"),
            "language": "en",
            "body": TEXT * 4,
            "html": html,
            "markdown_version": markdown.VERSION,
            "created_at": NOW - timedelta(hours=POSTS - number),
        }
