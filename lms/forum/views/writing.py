"""What the forms of topics and posts have in common."""

from typing import TypeVar
from uuid import UUID, uuid4

from flask import abort
from flask_babel import gettext as _

from lms.forum.actions import MOST_IN_WINDOW, WINDOW, PostedAlreadyError
from lms.forum.forms import PostForm, TopicForm

F = TypeVar("F", PostForm, TopicForm)


def key_of(form: PostForm | TopicForm) -> UUID:
    """A number that the page put into its form itself."""
    try:
        return UUID(form.key.data or "")
    except ValueError:
        abort(400)


def said_of(form: F, fault: Exception) -> F:
    """With the sentence beside the text, which stays."""
    if isinstance(fault, PostedAlreadyError):
        form.key.data = str(uuid4())
        form.body.errors = [
            _(
                "This form was sent before, with another text. Send it again to add it as a new "
                "post."
            )
        ]
    else:
        form.body.errors = [
            _(
                "You have written %(number)s posts in ten minutes. Let others answer and send this "
                "in a few minutes: your text stays here.",
                number=MOST_IN_WINDOW,
            )
        ]
    return form


def refused(fault: Exception) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer."""
    if isinstance(fault, PostedAlreadyError):
        return 422, {}
    return 429, {"Retry-After": str(int(WINDOW.total_seconds()))}
