"""The store of an application, and the sweep that runs in its worker once a night."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from huey import crontab
from werkzeug.exceptions import ServiceUnavailable

from lms import clock
from lms.config import Settings
from lms.db import commit
from lms.errors import FILES_AWAY, show_http_error
from lms.files import actions
from lms.files.storage import LocalFiles, Storage, StoreAwayError

_forgetting: list[Callable[[datetime], object]] = []


def forgets_at_night(forget: Callable[[datetime], object]) -> Callable[[datetime], object]:
    """A feature above drops what it no longer needs, before the bytes of it are swept."""
    if forget not in _forgetting:
        _forgetting.append(forget)
    return forget


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["storage"] = _store(settings)
    app.register_error_handler(StoreAwayError, _show_away)

    def sweep() -> None:
        with app.app_context():
            tidy(clock.now())

    app.extensions["huey"].periodic_task(crontab(minute="20", hour="3"), name="sweep_files")(sweep)


def tidy(at: datetime) -> None:
    for forget in _forgetting:
        forget(at)
    actions.sweep(at=at)
    commit()


def _store(settings: Settings) -> Storage:
    if not settings.storage_url:
        return LocalFiles(settings.data_dir)
    from lms.files.bucket import Bucket  # its library is large, and few need it

    return Bucket(settings.storage_url)


def _show_away(error: StoreAwayError) -> ResponseReturnValue:
    current_app.logger.error("the store of files is away", exc_info=error)
    return show_http_error(ServiceUnavailable(FILES_AWAY, retry_after=30))
