"""The mail of the day tells people of what a device of theirs has held for days."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from flask_babel import ngettext

from lms.accounts.models import User
from lms.db import db
from lms.devices.models import Device
from lms.devices.queries import holding_since
from lms.i18n import show_date
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category

PATIENCE = timedelta(days=3)
"""Some phones forget what a page keeps that was not opened for a week."""


@reminds
def what_devices_hold(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """Once for each day of the oldest thing."""
    numbers = [row.id for row in people]
    for row in db.session.scalars(holding_since(numbers, at - PATIENCE)):
        key = f"device:{row.id}:{row.oldest_at:%Y-%m-%d}"
        yield row.user_id, Line(Category.WORK, partial(_says, row), "/offline", key)


def _says(device: Device) -> str:
    return ngettext(
        "%(num)s thing that you wrote since %(day)s is still on a device of yours (%(name)s): open "
        "the site there, and it is sent",
        "%(num)s things that you wrote since %(day)s are still on a device of yours (%(name)s): "
        "open the site there, and they are sent",
        device.texts + device.photos,
        day=show_date(device.oldest_at or device.heard_at),
        name=device.name or "?",
    )
