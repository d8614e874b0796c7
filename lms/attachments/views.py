"""The files of a post: for whoever sees the post, as long as it stands."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.attachments import queries
from lms.attachments.forms import FilesPart  # noqa: F401  # it comes along with every post
from lms.attachments.models import Attachment
from lms.db import db
from lms.files import serving
from lms.forum.along import Waited, shown_while_it_waits
from lms.forum.beside import Fact
from lms.forum.held import queries as held
from lms.forum.views.finding import the_post
from lms.spaces.readers import this_reader

bp = Blueprint("attachments", __name__)
ONE = "/p/<int:post_id>/files/<int:number>"
WAITING = "/forum/held/<int:held_id>/files/<int:number>"


class Shown(NamedTuple):
    """What stands below a post; `width` is 0 for what is no picture."""

    number: int
    width: int
    height: int
    size: int
    name: str
    shows: str


@bp.app_template_global()
def files_below(facts: Iterable[Fact]) -> list[Shown]:
    return sorted(map(_shown, facts))


def _shown(fact: Fact) -> Shown:
    number, width, height = map(int, fact.ref.split())
    name, _separator, shows = fact.words.partition(queries.SEPARATOR)
    return Shown(number, width, height, fact.number, name, shows)


def shown_of(rows: Iterable[Attachment]) -> list[Shown]:
    return [
        Shown(row.id, row.width or 0, row.height or 0, row.size, row.name, row.shows)
        for row in rows
    ]


@shown_while_it_waits("attachments/_waiting.html")
def waiting_files(author: User, key: UUID, waits: Waited) -> list[Shown]:
    del waits
    return shown_of(db.session.scalars(queries.waiting(author, key)))


@bp.get(ONE)
@open_to(Audience.EVERYONE)
def file(post_id: int, number: int) -> ResponseReturnValue:
    return serving.answer(_the_file(post_id, number))


@bp.get(f"{ONE}/thumbnail")
@open_to(Audience.EVERYONE)
def thumbnail(post_id: int, number: int) -> ResponseReturnValue:
    """The small copy that stands below the post; the picture is one tap away."""
    found = _the_file(post_id, number)
    return serving.answer_small(found) if found.is_picture else abort(404)


def _the_file(post_id: int, number: int) -> Attachment:
    """Asked anew each time: with the post, and with the right to see it, its files are gone."""
    post = the_post(post_id, this_reader())
    if post.removed_at is not None:
        abort(404)
    return db.find_or_404(queries.one_of(post, number))


@bp.get(WAITING)
@open_to(Audience.MEMBERS)
def waiting_file(held_id: int, number: int) -> ResponseReturnValue:
    """For its author and whoever decides about the text, until that is done."""
    return serving.answer(_the_waiting(held_id, number))


@bp.get(f"{WAITING}/thumbnail")
@open_to(Audience.MEMBERS)
def waiting_thumbnail(held_id: int, number: int) -> ResponseReturnValue:
    found = _the_waiting(held_id, number)
    return serving.answer_small(found) if found.is_picture else abort(404)


def _the_waiting(held_id: int, number: int) -> Attachment:
    mine = db.session.scalars(held.of_author(held_id, me())).unique().one_or_none()
    text = mine or db.find_or_404(held.to_decide(held_id, this_reader()))
    query = queries.waiting(text.author, text.key).where(Attachment.id == number)
    return db.find_or_404(query)
