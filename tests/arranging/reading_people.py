"""Posts and readers as a model knows them that asks nothing of the program."""

from dataclasses import dataclass, field
from datetime import datetime

from lms.accounts.models import User
from lms.forum.models import Level


@dataclass
class Written:
    """A post as the model knows it."""

    id: int
    no: int
    author: int
    at: datetime
    answers: int | None = None
    is_removed: bool = False


@dataclass
class Person:
    user: User
    leads: bool = False
    is_member: bool = True
    is_enrolled: bool = True
    seen: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)
    wrote: set[int] = field(default_factory=set)
    of_topics: dict[int, Level] = field(default_factory=dict)
    of_spaces: dict[int, Level] = field(default_factory=dict)
    kept_unread: set[int] = field(default_factory=set)
    marks: dict[int, int] = field(default_factory=dict)
