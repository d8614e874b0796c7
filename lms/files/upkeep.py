"""The store of an application, and the sweep that runs in its worker once a night."""

from flask import Flask
from huey import crontab

from lms import clock
from lms.config import Settings
from lms.db import commit
from lms.files import actions
from lms.files.storage import LocalFiles


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["storage"] = LocalFiles(settings.data_dir)

    def sweep() -> None:
        with app.app_context():
            actions.sweep(at=clock.now())
            commit()

    app.extensions["huey"].periodic_task(crontab(minute="20", hour="3"), name="sweep_files")(sweep)
