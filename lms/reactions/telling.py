"""One line in the mail of the day: somebody has something to say of what you wrote."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from flask_babel import ngettext

from lms.accounts.models import User
from lms.db import db
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category
from lms.reactions import queries

LATELY = timedelta(days=14)


@reminds
def reacted(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """One statement, whoever is asked for; what was taken back is never told."""
    rows = db.session.execute(queries.to_each([row.id for row in people], since=at - LATELY))
    for author, count, newest, post in rows:
        key = f"{queries.TOLD}{newest}"
        yield author, Line(Category.OTHERS, partial(_say, count), f"/p/{post}", key=key)


def _say(count: int) -> str:
    return ngettext(
        "%(num)s person reacted to what you wrote in the forum",
        "%(num)s people reacted to what you wrote in the forum",
        count,
    )
