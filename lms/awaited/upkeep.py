"""Once a night the worker forgets uploads that nobody went on with."""

from datetime import timedelta

from flask import Flask
from huey import crontab

from lms import clock
from lms.awaited import parts

KEPT = timedelta(days=7)


def init_app(app: Flask) -> None:
    def sweep() -> None:
        with app.app_context():
            parts.forget_older(clock.now() - KEPT)

    app.extensions["huey"].periodic_task(crontab(minute="40", hour="3"), name="sweep_parts")(sweep)
