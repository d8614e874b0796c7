"""The files of a post: for whoever sees the post, as long as it stands."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.attachments import queries
from lms.attachments.forms import FilesPart  # noqa: F401  # it comes along with every post
from lms.attachments.models import Attachment
from lms.db import db
from lms.files import serving
from lms.forum.beside import Fact
from lms.forum.views.finding import the_post
from lms.spaces.readers import this_reader

bp = Blueprint("attachments", __name__)
ONE = "/p/<int:post_id>/files/<int:number>"


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
