"""Why something was not taken: a word for programs, a sentence for people, faults by field."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from lms import errors
from lms.forms import CSRFError


class RefusedError(Exception):
    """`more` goes into the answer: faults by field, what stands there now."""

    def __init__(self, status: int, reason: str, told: str, **more: Any) -> None:
        super().__init__(reason)
        self.status, self.reason, self.told, self.more = status, reason, told, more


def show_refused(error: RefusedError) -> ResponseReturnValue:
    return _answer(error.status, error.reason, error.told, **error.more)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    code, page = error.code or 500, errors.page_of(error)
    reason = "stale_token" if isinstance(error, CSRFError) else REASONS.get(code, "refused")
    return _answer(code, reason, f"{page.title}. {page.happened}")


def same_id_other_content() -> RefusedError:
    told = _("Something else was sent under this number before.")
    return RefusedError(409, "same_id_other_content", told)


def _answer(status: int, reason: str, told: str, **more: Any) -> ResponseReturnValue:
    return jsonify(error=reason, told=told, **more), status


REASONS = {
    400: "not_understood",
    401: "sign_in",
    403: "not_open_to_you",
    404: "not_found",
    413: "too_large",
    429: "too_many",
}
