"""Every minute the worker reads what came in; once a night it forgets old outcomes."""

from flask import Flask
from huey import crontab

from lms import clock
from lms.config import Settings
from lms.db import commit
from lms.inbound import actions
from lms.mailboxes import MailboxError


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]

    def read() -> None:
        with app.app_context():
            try:
                actions.read()
            except MailboxError as fault:
                app.logger.error("%s", fault)  # noqa: TRY400  # a sentence for whoever runs the site

    def sweep() -> None:
        with app.app_context():
            actions.forget_older(at=clock.now())
            commit()

    huey = app.extensions["huey"]
    if settings.mail_inbox:
        huey.periodic_task(crontab(minute="*"), name="read_mail")(read)
    huey.periodic_task(crontab(minute="55", hour="3"), name="sweep_mail")(sweep)
