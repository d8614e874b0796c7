"""What the forms of topics and posts have in common."""

from dataclasses import replace
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from flask import abort, flash, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import HiddenField

from lms import clock, markdown
from lms.accounts.session import me
from lms.forum import naming
from lms.forum.actions import (
    MOST_IN_WINDOW,
    WINDOW,
    PostedAlreadyError,
    TooManyPostsError,
    Writing,
)
from lms.forum.forms import PostForm, TopicForm
from lms.forum.held.actions import MOST_WAITING, Sent, TooManyWaitingError, keep_back
from lms.forum.held.models import HeldWriting
from lms.mentions.finding import Meant
from lms.spaces.models import Space
from lms.spaces.readers import Reader


class NamesError(Exception):
    """Somebody is mentioned who cannot be; with the sentence that says what to mend."""


REFUSALS = (PostedAlreadyError, TooManyPostsError, TooManyWaitingError, NamesError)
F = TypeVar("F", PostForm, TopicForm)


class Keyed(Protocol):
    """A form that knows a second click by its key."""

    key: HiddenField


def key_of(form: Keyed) -> UUID:
    """A number that the page put into its form itself."""
    try:
        return UUID(form.key.data or "")
    except ValueError:
        abort(400)


def writing_of(form: PostForm | TopicForm) -> Writing:
    return Writing(key_of(form), form.body.data or "", form.language.data, form.along)


def understood(sent: Sent) -> Writing:
    """With whom its names mean; raises NamesError."""
    writing = sent.writing
    return replace(writing, meant=clearly_meant(writing.body, sent.space))


def clearly_meant(body: str, space: Space) -> Meant:
    meant = naming.meant_in(body, space, me())
    if meant.problem:
        raise NamesError(meant.problem)
    return meant


def shown(body: str, space: Space) -> Markup:
    """How it would look, with the names of those who would be told."""
    return markdown.from_member(body, names=naming.meant_in(body, space, me()).names)


def held_back(sent: Sent, reader: Reader) -> str | None:
    """The page where it waits to be looked at; None when it may stand at once."""
    row = keep_back(sent, reader, at=clock.now())
    return told_of(row, sent.space) if row else None


def told_of(row: HeldWriting, space: Space) -> str:
    """Where its author is led who has just sent it."""
    if row.post_id is not None:
        return url_for("forum.permalink", post_id=row.post_id)
    flash(
        _(
            "Kept, but not to be read by others yet: the first posts of somebody with links wait "
            "until whoever leads this space has looked at them."
        )
    )
    return place_of(row, space.slug)


def place_of(row: HeldWriting, slug: str) -> str:
    """Where its author sees that it waits."""
    if row.topic_id is None:
        return url_for("forum.space", slug=slug, _anchor="waiting")
    return url_for("forum.topic", topic_id=row.topic_id, at="last", _anchor="waiting")


def said_of(form: F, fault: Exception) -> F:
    """With the sentence beside the text, which stays."""
    if isinstance(fault, PostedAlreadyError):
        form.key.data = str(uuid4())
    form.body.errors = [sentence_of(fault)]
    form.wait()
    return form


def sentence_of(fault: Exception) -> str:
    if isinstance(fault, PostedAlreadyError):
        return _(
            "This form was sent before, with another text. Send it again to add it as a new post."
        )
    if isinstance(fault, NamesError):
        return str(fault)
    if isinstance(fault, TooManyWaitingError):
        return _(
            "%(number)s of your texts wait for a look already. Send this when one of them stands: "
            "it stays here.",
            number=MOST_WAITING,
        )
    return _(
        "You have written %(number)s posts in ten minutes. Let others answer and send this in a "
        "few minutes: your text stays here.",
        number=MOST_IN_WINDOW,
    )


def links_wait() -> str:
    """For words that cannot wait themselves."""
    return _("You are new here, so new links wait for a look. Send them in an answer of its own.")


def refused(fault: Exception) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer."""
    if isinstance(fault, PostedAlreadyError | NamesError):
        return 422, {}
    return 429, {"Retry-After": str(int(WINDOW.total_seconds()))}
