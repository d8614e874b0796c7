"""How fast somebody may ask. Counted in this process's memory: a page that is read writes nothing.

Several processes share a limit by each taking its part, and a restart forgets a second. What must
be counted for longer, or by all together, is in lms.accounts.throttle.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app
from werkzeug.exceptions import TooManyRequests

from lms.accounts import throttle
from lms.accounts.session import me_or_none
from lms.config import Settings

MOST_ASKERS = 10_000


class Pace:
    """The last moments of each asker, the latest asker last."""

    def __init__(self) -> None:
        self._moments: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def too_fast(self, asker: str, *, most: int, within: timedelta, at: datetime) -> bool:
        """Count this one, unless there were `most` already: then it is too fast."""
        with self._lock:
            moments = self._moments.setdefault(asker, deque())
            self._moments.move_to_end(asker)
            while moments and moments[0] <= at - within:
                moments.popleft()
            if len(moments) >= most:
                return True
            moments.append(at)
            while len(self._moments) > MOST_ASKERS:
                self._moments.popitem(last=False)
            return False


def hold(what: str, *, most: int, at: datetime) -> None:
    """Let this person, or this address, do it so many times a second; 429 beyond that."""
    settings: Settings = current_app.extensions["settings"]
    pace: Pace = current_app.extensions["pace"]
    person = me_or_none()
    asker = f"{what} person {person.id}" if person else f"{what} address {throttle.address()}"
    share = -(-most // settings.web_workers)
    if pace.too_fast(asker, most=share, within=timedelta(seconds=1), at=at):
        raise TooManyRequests(retry_after=1)
