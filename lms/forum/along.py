"""What features above let people send along with a post: pictures and papers.

A feature says once, when it is imported, what it adds to the forms of posts (`comes_along`). Its
part of a form is looked at with the form, and kept in the transaction of the post.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol
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


class Late(NamedTuple):
    """Puts what waited with a text below the post that it has become."""

    keep: Callable[[Post], bool]


Making = Callable[[Field, Post | None], Along]
"""From the field with the key of the form, and the post that is changed, if it is not new."""
_makings: list[Making] = []
_late: list[Late] = []
Showing = Callable[[User, UUID], object]
"""What its template shows of all that waits with the text of this author and this key."""
_showings: dict[str, Showing] = {}


class Waiting(NamedTuple):
    """The page includes `template`, with this as `part`."""

    template: str
    said: object


def comes_along(making: Making) -> Making:
    _makings.append(making)
    return making


def comes_late(keep: Callable[[Post], bool]) -> Callable[[Post], bool]:
    _late.append(Late(keep))
    return keep


def shown_while_it_waits(template: str) -> Callable[[Showing], Showing]:
    """To its author and to whoever decides; the page has the text as `held`."""

    def register(showing: Showing) -> Showing:
        _showings[template] = showing
        return showing

    return register


def what_waits(author: User, key: UUID) -> list[Waiting]:
    return [Waiting(template, showing(author, key)) for template, showing in _showings.items()]


def parts_of(key: Field, post: Post | None) -> list[Along]:
    return [making(key, post) for making in _makings]


def what_waited() -> list[Late]:
    return _late
