"""A mail says that somebody answered; once for each answer, and to who may still read it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from flask_babel import ngettext

from lms.accounts.models import User
from lms.db import db
from lms.forum import unread
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category


@reminds
def answers(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """One statement, whoever is asked for."""
    del at
    numbers = [row.id for row in people]
    for person, count, newest in db.session.execute(unread.answers_to_each(numbers)):
        say = partial(_say, count)
        yield person, Line(Category.OTHERS, say, "/forum/catch-up", key=f"answers:{newest}")


def _say(count: int) -> str:
    return ngettext(
        "%(num)s answer to you in the forum", "%(num)s answers to you in the forum", count
    )
