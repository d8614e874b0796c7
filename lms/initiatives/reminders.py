"""Promises come to mind before their day and after it; what came of all, after 30 and 90 days."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from flask_babel import gettext as _

from lms.accounts.models import User
from lms.db import db
from lms.i18n import show_date
from lms.initiatives import queries
from lms.initiatives.models import Commitment, Initiative
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category

AHEAD = timedelta(days=7)
CHECK_INS = (30, 90)
"""Days after it was agreed."""
FRESH = timedelta(days=14)
"""What is older than that is not asked for any more."""


@reminds
def promises(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    numbers = [row.id for row in people]
    today = at.date()
    rows = db.session.scalars(queries.open_commitments_of(numbers, today + AHEAD))
    for row in rows:
        when = "late" if row.due_on < today else "soon"
        href = f"/initiatives/{row.partner.initiative_id}"
        key = f"commitment:{row.id}:{when}"
        yield row.person_id, Line(Category.OTHERS, partial(_promised, row, when), href, key=key)


def _promised(row: Commitment, when: str) -> str:
    said = {"what": row.what, "day": show_date(row.due_on)}
    if when == "late":
        return _("You promised by %(day)s: %(what)s. Is it done?", **said)
    return _("By %(day)s you promised: %(what)s", **said)


@reminds
def check_ins(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    numbers = {row.id for row in people}
    for days in CHECK_INS:
        last = at - timedelta(days=days)
        for row, person in db.session.execute(queries.agreed_between(last - FRESH, last)):
            if person in numbers:
                key = f"check-in:{row.id}:{days}"
                href = f"/initiatives/{row.id}#check-in"
                yield person, Line(Category.OTHERS, partial(_asked, row, days), href, key=key)


def _asked(row: Initiative, days: int) -> str:
    return _(
        "%(days)s days since “%(title)s” was agreed: what came of it?", days=days, title=row.title
    )
