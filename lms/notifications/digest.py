"""The mail of the day: from seven in the morning on where each person lives, once a day.

It may be run at any time and any number of times, by several workers: what was sent stands in a
row, and the next run goes on where an interrupted one ended.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from lms import mail
from lms.accounts.models import User
from lms.config import Settings
from lms.db import commit, db
from lms.i18n import in_language
from lms.notifications import queries
from lms.notifications.actions import hows, leaving, public
from lms.notifications.lines import Line, in_words, reminders_for
from lms.notifications.models import Category, Digest, How, Notice, Reminder

HOUR = 7
AT_A_TIME = 50
KEPT = timedelta(days=14)
MONDAY = 0


def send(at: datetime, *, say: Callable[[int, int], object] = lambda _done, _mails: None) -> int:
    """How many mails went out. `say` hears how many people were looked at, and their mails."""
    settings: Settings = current_app.extensions["settings"]
    done = mails = 0
    with current_app.test_request_context(base_url=settings.public_url, method="POST"):
        for people in _in_turn(at):
            try:
                sent = _send_to(people, at)
                commit()
            except IntegrityError:  # another worker was faster with one of them
                db.session.rollback()
                continue
            done, mails = done + len(people), mails + sent
            say(done, mails)
    return mails


def _in_turn(at: datetime) -> Iterator[Sequence[User]]:
    """Some people at a time, until nobody is left whose day has begun."""
    while days := _begun(at):
        people = db.session.scalars(queries.people_due(days, most=AT_A_TIME)).all()
        if not people:
            return
        yield people


def _begun(at: datetime) -> dict[str, date]:
    """The date in each zone where it is past seven."""
    here = {zone: at.astimezone(ZoneInfo(zone)) for zone in db.session.scalars(queries.zones())}
    return {zone: moment.date() for zone, moment in here.items() if moment.hour >= HOUR}


def _send_to(people: Sequence[User], at: datetime) -> int:
    numbers = [row.id for row in people]
    ways, reminders = hows(people), reminders_for(people, at)
    known = {(row.user_id, row.key) for row in db.session.scalars(queries.reminders_of(numbers))}
    notices: dict[int, list[Notice]] = {}
    for notice in db.session.scalars(queries.notices_left(numbers, since=at - KEPT)):
        notices.setdefault(notice.user_id, []).append(notice)
    letters, days, told, mailed = [], [], [], []
    for user in people:
        today = at.astimezone(ZoneInfo(user.time_zone)).date()
        wanted = _wanted(ways, user, today)
        kept = [row for row in notices.get(user.id, []) if Category(row.category) in wanted]
        lines = [_line_of(row) for row in kept]
        lines += [
            line
            for line in reminders.get(user.id, [])
            if line.category in wanted and (user.id, line.key) not in known
        ]
        mailed += [row.id for row in kept]
        told += [{"user_id": user.id, "key": line.key, "sent_at": at} for line in lines if line.key]
        days.append({"user_id": user.id, "on": today, "lines": len(lines), "sent_at": at})
        if lines:
            letters.append(_letter(user, lines))
    _keep(days, told, mailed, at)
    mail.send_all(letters, at=at)
    return len(letters)


def _wanted(ways: dict[tuple[int, Category], How], user: User, today: date) -> set[Category]:
    """What this person hears of today."""
    weekly = today.weekday() == MONDAY
    return {
        category
        for category in Category
        if (how := ways[user.id, category]) is not How.NEVER and (how is not How.WEEKLY or weekly)
    }


def _line_of(notice: Notice) -> Line:
    kind, about = notice.kind, notice.about
    return Line(Category(notice.category), lambda: in_words(kind, about), notice.href)


def _keep(
    days: list[dict[str, Any]], told: list[dict[str, Any]], mailed: list[int], at: datetime
) -> None:
    db.session.execute(insert(Digest), days)
    if told:
        db.session.execute(insert(Reminder), told)
    if mailed:
        db.session.execute(update(Notice).where(Notice.id.in_(mailed)).values(mailed_at=at))


def _letter(user: User, lines: Sequence[Line]) -> dict[str, Any]:
    with in_language(user.language):
        said = [(line.say(), public(line.href)) for line in lines]
    written = mail.written(
        user.email,
        "notifications/digest",
        language=user.language,
        user=user,
        lines=said,
        leaving=leaving(user),
    )
    return written | {"unsubscribe": leaving(user)}
