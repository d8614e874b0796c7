"""What the first page is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.editions.models import Edition
from lms.learning.places import Stopped
from lms.learning.progress import Tally
from lms.left.due import NextDue
from lms.left.steps import NextStep
from lms.logbook.pace import Pace
from lms.logbook.queries import Hours
from lms.placements.calendar import Stretch
from lms.placements.models import Placement
from lms.today.around import Award, Place
from lms.today.classes import Sessions
from lms.today.editions import EditionCard


@dataclass(frozen=True)
class Waiting:
    count: int
    title: str
    text: str
    href: str
    tone: str = "neutral"
    language: str = ""  # of the title, where it is another one


@dataclass(frozen=True)
class FieldworkCard:
    placement: Placement
    hours: Hours
    pace: Pace
    to_assess: list[Stretch] = field(default_factory=list)


@dataclass(frozen=True)
class ClassCard:
    edition: Edition
    course_title: str
    tally: Tally
    stopped: Stopped | None = None
    step: NextStep | None = None


class Coming(NamedTuple):
    """A meeting, and its hour in words, on the reader's clock."""

    title: str
    href: str
    day: str
    hours: str


@dataclass
class Board:
    step: NextStep | None = None
    due: list[NextDue] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    classes: list[ClassCard] = field(default_factory=list)
    fieldwork: list[FieldworkCard] = field(default_factory=list)
    trainees: list[FieldworkCard] = field(default_factory=list)
    more_trainees: bool = False
    editions: list[EditionCard] = field(default_factory=list)
    sessions: Sessions = field(default_factory=Sessions)
    supervises: bool = False
    awards: Sequence[Award] = ()
    programmes: Sequence[Place] = ()
    meetings: Sequence[Coming] = ()


def local_today(placement: Placement) -> date:
    return datetime.now(ZoneInfo(placement.time_zone)).date()
