"""Once a night the worker forgets devices that have nothing more to say."""

from flask import Flask
from huey import crontab

from lms import clock
from lms.db import commit
from lms.devices import actions


def init_app(app: Flask) -> None:
    def sweep() -> None:
        with app.app_context():
            actions.forget_older(at=clock.now())
            commit()

    nightly = crontab(minute="50", hour="3")
    app.extensions["huey"].periodic_task(nightly, name="sweep_devices")(sweep)
