"""How files come in: larger forms than elsewhere, of those who are signed in."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from lms.accounts.session import me_or_none
from lms.db import db
from lms.files.actions import LARGEST

View = TypeVar("View", bound=Callable[..., ResponseReturnValue | Response])
WITH_A_FORM = 512 * 1024
"""Bytes that the fields beside the files may take."""
_FILES = "takes_files"


def takes_files(most: int = 1) -> Callable[[View], View]:
    """Let this view be sent so many files of the largest size; others take a small form only."""

    def mark(view: View) -> View:
        setattr(view, _FILES, most)
        return view

    return mark


def init_app(app: Flask) -> None:
    """Before anything that reads what is sent, such as the token of a form."""
    app.before_request(_admit_files)


def _admit_files() -> None:
    """While a slow phone sends, no transaction is open and no other writer waits."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int = getattr(view, _FILES, 0)
    if most:
        if me_or_none() is not None:
            request.max_content_length = most * LARGEST + WITH_A_FORM
        db.session.commit()
