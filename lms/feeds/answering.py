"""Give out a feed: by a key what its owner may see, without one what a visitor may."""

from collections.abc import Sequence

from flask import Response, abort, request

from lms.accounts.guessing import guessable
from lms.accounts.models import User
from lms.accounts.views.links import public
from lms.feed_tokens import actions as tokens
from lms.feed_tokens.models import Purpose
from lms.feeds import atom
from lms.feeds.atom import Entry
from lms.i18n import language


def who_reads(purpose: Purpose) -> User | None:
    """Asked anew each time: what somebody lost they do not read by a key that they keep."""
    key = request.args.get("key")
    return None if key is None else _owner_of(key, purpose)


@guessable("feeds")
def _owner_of(key: str, purpose: Purpose) -> User:
    return tokens.reader_of(key, purpose) or abort(404)


def language_of(person: User | None) -> str:
    return person.language if person else language()


def given_out(title: str, path: str, entries: Sequence[Entry], *, page: str) -> Response:
    """`page` shows the same to people. What has not changed is not sent again."""
    made = atom.feed(title, path, entries, site=public(""), page=page)
    response = Response(made, mimetype=atom.MIMETYPE)
    response.add_etag()
    response.make_conditional(request)
    return response
