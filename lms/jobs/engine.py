"""Huey, on SQLite in the data directory or on Redis: it carries job numbers, nothing else."""

import signal

from flask import Flask
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer

from lms import clock
from lms.config import Settings, secret_key
from lms.jobs import actions

FINISHES_WITHIN = 20  # seconds for the job under way when the worker is told to end
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def init_app(app: Flask, settings: Settings) -> None:
    huey = MemoryHuey() if app.testing else _huey(settings)

    def run_job(number: int) -> None:
        with app.app_context():
            actions.run(number, at=clock.now())

    def sweep() -> None:
        with app.app_context():
            for number in actions.unfinished(at=clock.now()):
                run_job(number)
            actions.sweep_away_old(at=clock.now())

    def regular() -> None:
        with app.app_context():
            actions.do_regular()

    app.extensions["ring"] = huey.task(name="run_job")(run_job)
    app.extensions["ring_for_all"] = huey.task(name="run_all")(sweep)
    huey.periodic_task(crontab(minute="*"), name="sweep")(sweep)
    huey.periodic_task(crontab(minute="*/15"), name="regular")(regular)
    app.extensions["huey"] = huey
    app.extensions["sweep"] = sweep


def _huey(settings: Settings) -> Huey:
    serializer = SignedSerializer(secret=secret_key(settings), salt="jobs")
    if settings.redis_url:
        return RedisHuey("weft", url=settings.redis_url, serializer=serializer, results=False)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "queue.sqlite3"
    return SqliteHuey("weft", filename=str(path), serializer=serializer, results=False)


def work(app: Flask) -> None:
    """Run jobs until told to stop; what a dead worker left behind is taken up first."""
    app.extensions["sweep"]()
    consumer = app.extensions["huey"].create_consumer(
        workers=1,
        worker_type="thread",
        initial_delay=0.1,
        max_delay=1.0,
        graceful_signal="TERM",
        shutdown_timeout=FINISHES_WITHIN,
    )
    # Ctrl-C and a closed terminal let the job under way finish too: (restart, graceful).
    consumer._signal_actions = dict.fromkeys(STOPS, (False, True))  # noqa: SLF001  # no public way
    consumer.run()
