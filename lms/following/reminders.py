"""What stands in the mail of the day: by topic, how many posts, and why they are told of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.db import db
from lms.following import queries
from lms.following.vocabulary import REASONS
from lms.forum import levels
from lms.forum.models import Level
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category

LATELY = timedelta(days=14)
MOST_LINES = 25


@reminds
def what_is_new(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """Two statements, whoever is asked for; beyond so many topics their number is enough."""
    numbers, lines = [row.id for row in people], dict[int, list[Line]]()
    for row in db.session.execute(queries.unread_of_each(numbers)):
        lines.setdefault(row[0], []).append(_of_topic(row))
    for row in db.session.execute(queries.new_topics_of_each(numbers, since=at - LATELY)):
        lines.setdefault(row[0], []).append(_of_new_topic(row))
    for person, found in lines.items():
        for line in found[:MOST_LINES]:
            yield person, line
        if left := len(found[MOST_LINES:]):
            say = partial(_say_more, left)
            yield person, Line(Category.OTHERS, say, "/forum/catch-up", key=found[-1].key + "+")


def _of_topic(row: Any) -> Line:
    """Told once for each newest post."""
    _person, topic, title, level, reason, space, first, last, mentions, answers, posts = row
    hears = levels.of_topic(Level(level), reason, Level(space) if space else None, leads=False)
    followed = hears.reason if hears.level is Level.FOLLOW else None
    say = partial(_say, title, (mentions, answers, posts - mentions - answers), followed)
    return Line(Category.OTHERS, say, f"/p/{first}", key=f"topic:{topic}:{last}")


def _of_new_topic(row: Any) -> Line:
    """Told once, or for each newest post where they asked for every post."""
    _person, topic, title, posts, space = row
    hears = levels.of_space(Level(space) if space else None, leads=True)
    every = posts if hears.level is Level.ALL else 1
    say = partial(_say_new, title, every)
    return Line(Category.OTHERS, say, f"/topics/{topic}", key=f"topic:{topic}:new:{every}")


def _say(title: str, counts: tuple[int, int, int], why: Any) -> str:
    (mentions, answers, posts), what = counts, []
    if mentions:
        what.append(ngettext("%(num)s mention of you", "%(num)s mentions of you", mentions))
    if answers:
        what.append(ngettext("%(num)s answer to you", "%(num)s answers to you", answers))
    if posts:
        what.append(ngettext("%(num)s new post", "%(num)s new posts", posts))
    said = _("%(what)s in “%(title)s”", what=", ".join(what), title=title)
    if why is None:
        return said
    return _("%(said)s (because %(reason)s)", said=said, reason=REASONS[why])


def _say_new(title: str, posts: int) -> str:
    return ngettext(
        "A new topic: “%(title)s”",
        "A new topic with %(num)s posts: “%(title)s”",
        posts,
        title=title,
    )


def _say_more(topics: int) -> str:
    return ngettext(
        "%(num)s more topic with something new", "%(num)s more topics with something new", topics
    )
