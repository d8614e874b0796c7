"""Addresses that open to whoever knows them: who tries many that open nothing has to wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from werkzeug.exceptions import HTTPException

from lms import clock
from lms.accounts import throttle
from lms.db import db

GUESSES, WITHIN = 30, timedelta(minutes=1)
NOTHING_THERE = frozenset({404, 410})


@contextmanager
def guessable(what: str) -> Iterator[None]:
    """Stands around the look-up, which aborts with 404 or 410 when nothing is there.

    Only what opens nothing is counted, for the address it comes from: a class that reads its
    calendars or a room that checks certificates behind one address may do so as often as it likes.
    It is counted after the look, so that a page which is there writes nothing.
    """
    limits = {throttle.here(): GUESSES}
    throttle.refuse_past(what, limits, window=WITHIN, at=clock.now())
    try:
        yield
    except HTTPException as error:
        if error.get_response().status_code in NOTHING_THERE:
            _keep(what, limits)
        raise


def _keep(what: str, limits: dict[str, int]) -> None:
    """A miss in a page that is read, too: so in a transaction of its own."""
    db.session.rollback()
    db.write_in_a_get()
    throttle.keep(what, limits, at=clock.now())
