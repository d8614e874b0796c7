"""What can be taken along from an edition. Each feature offers its own files, by kind."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.models import User
from lms.accounts.session import me
from lms.documents import Document, given_out
from lms.editions.models import Edition

Asked = Mapping[str, str]


class Offer(NamedTuple):
    """`make` runs in a request or in the worker; it asks nothing of who reads the page."""

    title: object
    back: Callable[[Edition], str]
    may: Callable[[User, Edition], bool]
    make: Callable[[User, Edition, Asked], Document]


OFFERS: dict[str, Offer] = {}


def offer(kind: str, it: Offer) -> None:
    """Once, when a feature is imported."""
    OFFERS[kind] = it


def answer(kind: str, edition: Edition, *, large: bool) -> ResponseReturnValue:
    """The file at once, or the page that has a large one made. The view has asked who may."""
    if large:
        return to_be_made(kind, edition, {})
    return given_out(OFFERS[kind].make(me(), edition, {}))


def to_be_made(kind: str, edition: Edition, asked: Asked) -> ResponseReturnValue:
    """To the page that says that it is large."""
    address = url_for("exports.new_export", edition_id=edition.id)
    return redirect(f"{address}?{as_text({'kind': kind, **asked})}", 303)


def as_text(asked: Asked) -> str:
    return urlencode(sorted(asked.items()))


def as_asked(text: str) -> Asked:
    return dict(parse_qsl(text))
