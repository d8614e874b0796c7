"""Several who read mails at once, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from lms.db import db
from lms.inbound import actions
from lms.inbound.models import Outcome
from lms.mailboxes import Parcel
from tests.forum.factories import a_topic, space_of
from tests.inbound.factories import an_answer, drop, posts_of, receiving
from tests.people import People


def test_two_who_read_at_once_post_it_once(
    own_app: Flask, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = receiving(own_app, tmp_path, monkeypatch)
    people = People()
    topic = a_topic(space_of(people.edition, at=now), people.trainer, at=now)
    mails = [an_answer(people.trainee, topic, f"Post of {number}.") for number in range(8)]
    drop(inbox, *mails)
    db.session.commit()

    def one(_number: int) -> int:
        with own_app.app_context():
            return actions.read().total()

    with ThreadPoolExecutor(4) as pool:
        seen = sum(pool.map(one, range(4)))
    assert seen == 8
    assert len(posts_of(people.trainee)) == 8


def test_nor_do_two_machines_that_know_nothing_of_each_other(
    own_app: Flask, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiving(own_app, tmp_path, monkeypatch)
    people = People()
    topic = a_topic(space_of(people.edition, at=now), people.trainer, at=now)
    raws = [an_answer(people.trainee, topic, f"Post of {n}.").as_bytes() for n in range(6)]
    db.session.commit()

    def one(raw: bytes) -> Outcome:
        with own_app.app_context():
            return actions.receive(Parcel("", raw, len(raw)), at=now)

    with ThreadPoolExecutor(4) as pool:
        met = list(pool.map(one, raws * 3))
    assert met.count(Outcome.POSTED) == 6
    assert met.count(Outcome.REPLAYED) == 12
    numbers = sorted(post.no for post in posts_of(people.trainee))
    assert numbers == list(range(2, 8))
