"""How far an experience has come, from what others did with it elsewhere: stored nowhere."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from lms.experience.models import Use

LASTS = timedelta(days=365)
GOOD, LASTING = 2, 3
"""Projects in which it worked; and those in which it has been at work for a year."""
COUNTRIES = 2


class Maturity(StrEnum):
    IDEA = "idea"
    PROMISING = "promising"
    GOOD = "good"
    INSTITUTIONALISED = "institutionalised"


class Said(Protocol):
    """The last word of one project."""

    @property
    def state(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def since(self) -> date: ...


class Evidence(NamedTuple):
    """What was counted, to be shown beside what follows from it."""

    maturity: Maturity
    tried: int
    worked: int
    countries: int
    lasting: int
    failed: int


def judged(last_words: Iterable[Said], today: date) -> Evidence:
    """A failure counts for nothing; it is shown, for whoever thinks of trying."""
    words = list(last_words)
    worked = [word for word in words if word.state == Use.WORKED]
    lasting = [word for word in worked if today - word.since >= LASTS]
    tried = sum(word.state in {Use.ADAPTED, Use.WORKED} for word in words)
    countries = _countries(worked)
    if len(lasting) >= LASTING and _countries(lasting) >= COUNTRIES:
        maturity = Maturity.INSTITUTIONALISED
    elif len(worked) >= GOOD and countries >= COUNTRIES:
        maturity = Maturity.GOOD
    else:
        maturity = Maturity.PROMISING if tried else Maturity.IDEA
    failed = sum(word.state == Use.DID_NOT_WORK for word in words)
    return Evidence(maturity, tried, len(worked), countries, len(lasting), failed)


def _countries(words: Iterable[Said]) -> int:
    return len({word.country for word in words})
