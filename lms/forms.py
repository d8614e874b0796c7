"""The base of every form: a token against forged requests, words in the reader's language."""

from typing import Any

from flask import Flask, flash
from flask_babel import get_locale
from flask_wtf import FlaskForm  # noqa: TID251  # this module wraps it
from flask_wtf.csrf import CSRFError, CSRFProtect  # noqa: TID251

__all__ = ["CSRFError", "Form", "drafts_done", "init_app", "trimmed"]

csrf = CSRFProtect()


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("meta", {}).setdefault("locales", [str(get_locale() or "en")])
        super().__init__(*args, **kwargs)

    def accepted(self) -> bool:
        """Sent, and every field right; otherwise the fields carry their sentences."""
        return bool(self.validate_on_submit())


def trimmed(value: str | None) -> str:
    """A filter for text fields: what was typed, without spaces around it.

    A browser sends the end of a line as two characters and counts it as one against `maxlength`.
    """
    return (value or "").replace("\r\n", "\n").strip()


def drafts_done(key: str) -> None:
    """The server has what was typed under this key: the device may drop its copy."""
    flash(key, "draft")


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session: a slow writer is no forger
    app.config["WTF_I18N_ENABLED"] = False  # WTForms' own catalogues, chosen by the form above
    app.config["WTF_CSRF_SSL_STRICT"] = False  # lms.headers looks at the origin, on every scheme
    csrf.init_app(app)
