"""One page for whatever went wrong: what happened, what to do, and what had been typed.

The page depends on nothing: no query, no signed-in person, no feature.
"""

from dataclasses import dataclass

import sqlalchemy.exc
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException, TooManyRequests

from lms.connections import SAFE_METHODS
from lms.db import db
from lms.forms import CSRFError
from lms.given_back import Given, given_back
from lms.i18n import show_wait

FILES_AWAY = "the store of files is away"
PRIVATE = frozenset({"csrf_token", "password", "new_password", "current_password"})


@dataclass(frozen=True)
class Page:
    title: str
    happened: str
    todo: str


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(sqlalchemy.exc.OperationalError, show_database_away)
    app.register_error_handler(sqlalchemy.exc.InterfaceError, show_database_away)
    app.register_error_handler(Exception, show_crash)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    _stand_alone()
    code = error.code or 500
    page = page_of(error)
    wait = getattr(error, "retry_after", None)
    headers = [("Retry-After", str(wait))] if wait else []
    return _answer(page, code, again=isinstance(error, CSRFError)), code, headers


def page_of(error: HTTPException) -> Page:
    """What people are told of it; an error may bring a page of its own."""
    if isinstance(page := getattr(error, "page", None), Page):
        return page
    if isinstance(error, CSRFError):
        return STALE
    if error.description == "cross-site":
        return FOREIGN
    if error.description == FILES_AWAY:
        return WITHOUT_FILES
    if isinstance(error, TooManyRequests):
        return _wait(error)
    return PAGES.get(error.code or 500, CRASHED)


def _wait(error: TooManyRequests) -> Page:
    seconds = error.retry_after if isinstance(error.retry_after, int) else 60
    return Page(
        _("Too many tries"),
        _("To keep accounts and papers safe, we wait a while after many tries from one place."),
        _("Wait %(time)s, then try again.", time=show_wait(seconds)),
    )


def show_database_away(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("database: %s", type(error).__name__, exc_info=error)
    _stand_alone()
    return _answer(PAGES[503], 503), 503, [("Retry-After", "30")]


def show_crash(error: Exception) -> ResponseReturnValue:
    if current_app.config["PROPAGATE_EXCEPTIONS"] or current_app.testing:
        raise error
    current_app.logger.error("crash at %s", request.url_rule, exc_info=error)
    _stand_alone()
    return _answer(CRASHED, 500), 500


def _stand_alone() -> None:
    """From here on nobody is signed in and nothing is asked of the database."""
    g.plain_page = True
    try:
        db.session.rollback()
    except sqlalchemy.exc.SQLAlchemyError:
        current_app.logger.warning("the database could not be told to roll back")


def _answer(page: Page, code: int, *, again: bool = False) -> str:
    typed = [] if request.method in SAFE_METHODS or code == 413 else _typed()  # noqa: PLR2004
    return render_template(
        "errors/error.html", page=page, code=code, typed=typed, again=again and bool(typed)
    )


def _typed() -> list[Given]:
    """What the refused form held, so that nobody writes it twice; never a password."""
    return given_back(
        (name, values)
        for name, values in request.form.lists()
        if name not in PRIVATE and any(value.strip() for value in values)
    )


PAGES = {
    400: Page(
        _l("We could not read that"),
        _l("Something in what was sent does not fit together."),
        _l("Go back, reload the page and try once more. Your browser kept what you typed."),
    ),
    401: Page(
        _l("Please sign in"),
        _l("This page needs to know who you are, and your session has ended."),
        _l("Sign in, then come back. If you were sending a form, copy what you typed first."),
    ),
    403: Page(
        _l("This is not open to you"),
        _l("Your account may not do this here."),
        _l("If you think it should be, ask the coordinator of your course."),
    ),
    404: Page(
        _l("There is no such page"),
        _l("The address is wrong, or the page is not open to you."),
        _l("Check the address, or go on from the start page."),
    ),
    405: Page(
        _l("That cannot be done here"),
        _l("This address does not take what was sent to it."),
        _l("Go back and use the buttons of the page."),
    ),
    409: Page(
        _l("This has changed meanwhile"),
        _l("Somebody else, or you on another device, was faster. Nothing was overwritten."),
        _l("Go back, load the page again and look at what stands there now."),
    ),
    410: Page(
        _l("This link has ended"),
        _l("It was used already, or it is too old."),
        _l("Ask for a new one; it takes a minute."),
    ),
    413: Page(
        _l("That is too large"),
        _l("What you sent is larger than we can take at once."),
        _l("Shorten the text, or send a smaller file. Go back: your browser kept it."),
    ),
    503: Page(
        _l("We cannot reach our records just now"),
        _l("The platform is running, but its database does not answer. Nothing is lost."),
        _l("Try again in a minute. If you were sending a form, what you typed is below."),
    ),
}
CRASHED = Page(
    _l("Something broke on our side"),
    _l("It is our fault, not yours, and it has been written down for repair."),
    _l("Try again in a minute. If it happens again, tell your coordinator what you were doing."),
)
FOREIGN = Page(
    _l("This is not open to you"),
    _l("The request came from another website, so it was refused."),
    _l("Open the page here and send the form again."),
)
WITHOUT_FILES = Page(
    _l("We cannot reach the files just now"),
    _l("The platform is running, but the place where it keeps files does not answer."),
    _l("Nothing is lost. Try again in a minute."),
)
STALE = Page(
    _l("This form was open too long"),
    _l("You signed in or out since it was opened, so it could not be trusted. Nothing is lost."),
    _l("Check what you typed below and send it again."),
)
