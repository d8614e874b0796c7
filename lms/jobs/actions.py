"""Write a job down, claim it, run it, and try again later when it fails."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import insert, or_, select, update

from lms.db import after_commit, db
from lms.jobs.models import Job

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
KEPT = timedelta(days=30)

Handler = Callable[[dict[str, Any]], object]
_handlers: dict[str, Handler] = {}
_regular: list[Callable[[], object]] = []


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Mark the function that does jobs of this kind. It may run twice, so it must not mind."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def regularly(function: Callable[[], object]) -> Callable[[], object]:
    """Have the worker do this every quarter of an hour. It may run twice, so it must not mind."""
    _regular.append(function)
    return function


def do_regular() -> None:
    for function in _regular:
        function()


def enqueue(kind: str, *, at: datetime, **payload: Any) -> Job:
    """Write the job in the present transaction; the worker is rung when that is kept."""
    job = enqueue_for(at, kind, at=at, **payload)
    after_commit(lambda: current_app.extensions["ring"](job.id))
    return job


def enqueue_for(due: datetime, kind: str, *, at: datetime, **payload: Any) -> Job:
    """One that is to be done later: the worker comes by in the minute in which it is due."""
    job = Job(kind=kind, payload=payload, created_at=at, run_at=due)
    db.session.add(job)
    return job


def enqueue_all(kind: str, payloads: Sequence[dict[str, Any]], *, at: datetime) -> None:
    """Many of one kind, in one statement; the worker is rung once for all of them."""
    if payloads:
        rows = [{"kind": kind, "payload": row, "created_at": at, "run_at": at} for row in payloads]
        db.session.execute(insert(Job), rows)
        after_commit(current_app.extensions["ring_for_all"])


def run(job_id: int, *, at: datetime) -> bool:
    """Do this job if it is still to be done; True when it was done now."""
    job = _claim(job_id, at=at)
    if job is None:
        return False
    try:
        _handlers[job.kind](job.payload)
        job.state, job.finished_at, job.payload, job.last_error = "done", at, {}, ""
        db.session.add(job)
        db.session.commit()
    except Exception as error:  # noqa: BLE001  # whatever it is, the row must say so and wait its turn
        db.session.rollback()
        _put_off(job_id, at=at, error=error)
        return False
    return True


def unfinished(*, at: datetime) -> list[int]:
    """Jobs that are due: never begun, put off until now, or left behind by a dead worker."""
    _give_up_left_behind(at=at)
    due = select(Job.id).where(_to_be_done(at)).order_by(Job.run_at).limit(200)
    numbers = list(db.session.scalars(due))
    db.session.commit()  # lets go of the writers' lock before the jobs take it, one by one
    return numbers


def _give_up_left_behind(*, at: datetime) -> None:
    """A job that has ended its worker so often would end it for ever."""
    db.session.execute(
        update(Job)
        .where(_left_behind(at), Job.attempts >= MOST_ATTEMPTS)
        .values(
            state="dead",
            leased_until=None,
            last_error="Its worker ended each time, before it was done.",
        )
    )


def sweep_away_old(*, at: datetime) -> None:
    done = select(Job).where(Job.state == "done", Job.finished_at < at - KEPT).limit(500)
    for job in db.session.scalars(done):
        db.session.delete(job)
    db.session.commit()


def _claim(job_id: int, *, at: datetime) -> Job | None:
    claim = (
        update(Job)
        .where(Job.id == job_id, _to_be_done(at))
        .values(state="running", leased_until=at + LEASE, attempts=Job.attempts + 1)
        .returning(Job)
    )
    job = db.session.scalars(claim).one_or_none()
    db.session.commit()
    return job


def _to_be_done(at: datetime) -> Any:
    waiting = (Job.state == "waiting") & (Job.run_at <= at)
    return or_(waiting, _left_behind(at) & (Job.attempts < MOST_ATTEMPTS))


def _left_behind(at: datetime) -> Any:
    return (Job.state == "running") & (Job.leased_until < at)


def _put_off(job_id: int, *, at: datetime, error: Exception) -> None:
    job = db.session.get_one(Job, job_id)
    job.last_error = f"{type(error).__name__}: {error}"[:500]
    job.leased_until = None
    if job.attempts >= MOST_ATTEMPTS:
        job.state = "dead"
    else:
        job.state, job.run_at = "waiting", at + timedelta(minutes=2**job.attempts)
    db.session.commit()
    current_app.logger.error("job %s (%s) failed: %s", job.id, job.kind, job.last_error)
