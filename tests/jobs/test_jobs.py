from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from lms.db import commit, db
from lms.jobs import actions
from lms.jobs.models import Job

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def done(app: Flask) -> Iterator[list[str]]:
    """What the test's own kind of job has done; a payload of "fail" makes it fail."""
    did: list[str] = []

    @actions.handles("test")
    def handle(payload: dict[str, Any]) -> None:
        if payload["what"] == "fail":
            raise RuntimeError("the printer is out of ink")
        did.append(payload["what"])

    with app.test_request_context():
        yield did


def a_job(what: str = "work", **changes: Any) -> Job:
    job = actions.enqueue("test", at=NOW, what=what)
    for name, value in changes.items():
        setattr(job, name, value)
    db.session.commit()
    return job


def fresh(job: Job) -> Job:
    db.session.expire_all()
    return db.session.get_one(Job, job.id)


def test_a_job_is_done_once(done: list[str]) -> None:
    job = a_job()

    assert actions.run(job.id, at=NOW)
    assert not actions.run(job.id, at=NOW)

    assert done == ["work"]
    assert (fresh(job).state, fresh(job).payload) == ("done", {})


def test_a_failed_job_says_why_and_waits_longer_each_time(done: list[str]) -> None:
    job, at = a_job("fail"), NOW
    pauses = []
    for _ in range(actions.MOST_ATTEMPTS - 1):
        actions.run(job.id, at=at)
        pauses.append((fresh(job).run_at - at) // timedelta(minutes=1))
        at = fresh(job).run_at

    assert pauses == [2, 4, 8, 16]
    assert fresh(job).last_error == "RuntimeError: the printer is out of ink"


def test_after_five_tries_it_is_given_up_and_kept(done: list[str]) -> None:
    job, at = a_job("fail"), NOW
    for _ in range(actions.MOST_ATTEMPTS):
        actions.run(job.id, at=at)
        at = max(fresh(job).run_at, at)

    assert (fresh(job).state, fresh(job).attempts) == ("dead", 5)
    assert fresh(job).payload == {"what": "fail"}
    assert actions.unfinished(at=at + timedelta(days=9)) == []


def test_what_a_dead_worker_left_behind_is_taken_up_after_its_lease(done: list[str]) -> None:
    job = a_job(state="running", attempts=1, leased_until=NOW + actions.LEASE)

    assert actions.unfinished(at=NOW) == []
    assert not actions.run(job.id, at=NOW)

    later = NOW + actions.LEASE + timedelta(seconds=1)
    assert actions.unfinished(at=later) == [job.id]
    assert actions.run(job.id, at=later)
    assert done == ["work"]


def test_a_job_is_as_certain_as_its_cause(done: list[str]) -> None:
    actions.enqueue("test", at=NOW, what="never")
    db.session.rollback()

    assert actions.unfinished(at=NOW) == []


def test_old_finished_jobs_are_swept_away_and_dead_ones_stay(done: list[str]) -> None:
    old = NOW - actions.KEPT - timedelta(days=1)
    a_job(state="done", finished_at=old)
    recent = a_job(state="done", finished_at=NOW)
    dead = a_job(state="dead", finished_at=old)

    actions.sweep_away_old(at=NOW)

    left = {job.id for job in db.session.query(Job)}
    assert left == {recent.id, dead.id}


def test_a_job_that_ends_its_worker_each_time_is_given_up(done: list[str]) -> None:
    job = a_job(state="running", attempts=actions.MOST_ATTEMPTS, leased_until=NOW)
    later = NOW + timedelta(seconds=1)

    assert not actions.run(job.id, at=later)
    assert actions.unfinished(at=later) == []

    assert fresh(job).state == "dead"
    assert fresh(job).last_error == "Its worker ended each time, before it was done."
    assert done == []


def test_what_is_due_later_rings_nobody_and_is_done_when_it_is_due(
    app: Flask, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its control: what is due now rings."""
    rung: list[int] = []
    monkeypatch.setitem(app.extensions, "ring", rung.append)
    due = NOW + timedelta(minutes=5)
    later = actions.enqueue_for(due, "test", at=NOW, what="later")
    commit()
    assert rung == []
    assert (later.created_at, later.run_at) == (NOW, due)
    assert actions.unfinished(at=due - timedelta(seconds=1)) == []
    assert not actions.run(later.id, at=due - timedelta(seconds=1))
    assert actions.unfinished(at=due) == [later.id]
    assert actions.run(later.id, at=due)
    assert done == ["later"]

    at_once = actions.enqueue("test", at=NOW, what="now")
    commit()
    assert rung == [at_once.id]
