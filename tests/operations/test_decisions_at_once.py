"""Voices that arrive at the same moment, where each request has a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.db import db
from lms.decisions.models import Decision, Proposal, Stance
from tests.decisions.factories import a_decision, a_vote, stances
from tests.forum.factories import space_of
from tests.people import PASSWORD, People
from tests.visitor import Visitor

pytestmark = pytest.mark.long


def sent_at_once(app: Flask, people: People, forms: list[tuple[str, dict[str, Any]]]) -> list[int]:
    """By the same person from so many windows; how each was answered."""
    email = people.trainee.email
    windows = [signed_in(app, email) for _form in forms]
    tokens = [window.token() for window in windows]
    db.session.remove()

    def send(one: tuple[Visitor, str, tuple[str, dict[str, Any]]]) -> int:
        window, token, (address, form) = one
        return window.client.post(address, data=form | {"csrf_token": token}).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, zip(windows, tokens, forms, strict=True)))


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.post("/login", {"email": email, "password": PASSWORD})
    return visitor


@pytest.fixture
def people(own_app: Flask) -> People:
    return People()


@pytest.fixture
def decision(own_app: Flask, people: People) -> Decision:
    now = datetime.now(UTC)
    return a_decision(space_of(people.edition, at=now), people.trainee, at=now)


def test_one_form_sent_from_four_windows_is_one_voice(
    own_app: Flask, people: People, decision: Decision
) -> None:
    address, form = f"/topics/{decision.topic_id}/voices", a_vote(decision, "agree")
    assert sent_at_once(own_app, people, [(address, form)] * 4) == [303] * 4
    assert len(stances()) == 1


def test_other_words_from_two_windows_are_one_person(
    own_app: Flask, people: People, decision: Decision
) -> None:
    address = f"/topics/{decision.topic_id}/voices"
    forms = [(address, a_vote(decision, name)) for name in ("agree", "aside", "reservation")]
    assert sent_at_once(own_app, people, forms) == [303] * 3
    assert db.session.scalar(select(func.count(Stance.voter.distinct()))) == 1


def test_of_two_amendments_at_once_the_second_has_its_words_back(
    own_app: Flask, people: People, decision: Decision
) -> None:
    address = f"/topics/{decision.topic_id}/versions"
    forms = [
        (address, {"version": "1", "proposal": text, "reason": "Less."})
        for text in ("A third.", "A fourth.")
    ]
    assert sorted(sent_at_once(own_app, people, forms)) == [303, 409]
    assert sorted(db.session.scalars(select(Proposal.no))) == [1, 2]
