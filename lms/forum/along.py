"""What features above let people send along with a post: pictures and papers.

A feature says once, when it is imported, what it adds to the forms of posts (`comes_along`). Its
part of a form is looked at with the form, and kept in the transaction of the post.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from wtforms import Field

from lms.accounts.models import User
from lms.forum.models import Post


class Keeping(Protocol):
    def keep(self, post: Post) -> bool:
        """In the transaction of the post; whether anything of an earlier one has changed."""
        ...


class Along(Keeping, Protocol):
    """A feature's part of one form. The page includes `template`, with the part as `part`."""

    template: str

    def accepted(self) -> bool:
        """Take what was sent; asked even when another part of the form is refused."""
        ...

    def faults(self) -> list[tuple[str, str]]:
        """(id of a field, what is wrong with it)."""
        ...

    def wait(self) -> None:
        """The form is shown again: what was sent is safe until it comes back."""
        ...

    def stay(self) -> None:
        """The text waits for a look under the key of its form, and what was sent waits with it."""
        ...


class CannotStandError(Exception):
    """What waited with a text does not fit any more; with the sentence that says why."""


Kept = Mapping[str, Any]
"""What a feature above keeps beside a text that waits, as JSON; empty if there is nothing."""


class Beside(NamedTuple):
    """The words in it are looked at with the text."""

    words: str
    kept: Kept


NOTHING = Beside("", {})


class Waited(NamedTuple):
    """What was kept beside a text, and when its author last sent it."""

    kept: Kept
    since: datetime


class Late(NamedTuple):
    """Puts what waited with a text below the post that it has become."""

    put: Callable[[Post, Waited], bool]
    waited: Waited

    def keep(self, post: Post) -> bool:
        return self.put(post, self.waited)


Making = Callable[[Field, Post | None], Along]
"""From the field with the key of the form, and the post that is changed, if it is not new."""
_makings: list[Making] = []
_late: list[Callable[[Post, Waited], bool]] = []
Showing = Callable[[User, UUID, Waited], object]
"""What its template shows of all that waits with the text of this author and this key."""
_showings: dict[str, Showing] = {}


class Waiting(NamedTuple):
    """The page includes `template`, with this as `part`."""

    template: str
    said: object


def comes_along(making: Making) -> Making:
    _makings.append(making)
    return making


def comes_late(put: Callable[[Post, Waited], bool]) -> Callable[[Post, Waited], bool]:
    _late.append(put)
    return put


def shown_while_it_waits(template: str) -> Callable[[Showing], Showing]:
    """To its author and to whoever decides; the page has the text as `held`."""

    def register(showing: Showing) -> Showing:
        _showings[template] = showing
        return showing

    return register


def what_waits(author: User, key: UUID, waits: Waited) -> list[Waiting]:
    return [Waiting(template, show(author, key, waits)) for template, show in _showings.items()]


def parts_of(key: Field, post: Post | None) -> list[Along]:
    return [making(key, post) for making in _makings]


def what_waited(waited: Waited) -> list[Late]:
    return [Late(put, waited) for put in _late]
