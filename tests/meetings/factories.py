"""People of three countries who meet for a programme, for tests."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.meetings import actions, queries
from lms.meetings.actions import Plan
from lms.meetings.models import Kind, Meeting, Ref
from lms.notifications.lines import in_words
from lms.notifications.models import Notice
from tests.directory.factories import takes_part
from tests.people import People, a_person
from tests.programmes.factories import a_programme

NOW = datetime.now(UTC)
MANAGUA, DAKAR, KOLKATA = "America/Managua", "Africa/Dakar", "Asia/Kolkata"
TUESDAY = NOW.date() + timedelta(days=15 - NOW.weekday())
"""A working day, more than a week away."""
ON_TUESDAY = format_date(TUESDAY, "EEE d MMM", locale="en_GB")


class Three(NamedTuple):
    ref: Ref
    ines: User
    awa: User
    ravi: User

    @property
    def place(self) -> str:
        return f"/meetings/{self.ref.kind.value}/{self.ref.number}"

    @property
    def people(self) -> list[User]:
        return [self.ines, self.awa, self.ravi]


def three(people: People) -> Three:
    week = a_programme(people.administrator)
    persons = []
    for name, zone in (("ines", MANAGUA), ("awa", DAKAR), ("ravi", KOLKATA)):
        person = a_person(name)
        person.time_zone = zone
        takes_part(week, person)
        persons.append(person)
    db.session.commit()
    return Three(Ref(Kind.PROGRAMME, week.id), *persons)


def on_tuesday(hour: int, zone: str = MANAGUA, minute: int = 0) -> datetime:
    return datetime.combine(TUESDAY, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def a_meeting(
    ref: Ref,
    people: list[User],
    *,
    by: User | None = None,
    starts_at: datetime | None = None,
    title: str = "The order book",
    at: datetime = NOW,
) -> Meeting:
    """An hour of it, from 8 in Managua on unless said otherwise."""
    first = starts_at or on_tuesday(8)
    plan = Plan(title, first, first + timedelta(hours=1), MANAGUA, "", people)
    row = actions.fix(ref, plan, uuid4(), by=by or people[0], at=at)
    db.session.commit()
    return row


def sent(who: list[User], **other: object) -> dict[str, object]:
    """What the form of a new meeting sends."""
    return {
        "key": str(uuid4()),
        "version": "1",
        "poll": "",
        "title": "The order book",
        "day": TUESDAY.isoformat(),
        "hour": "08:00",
        "zone": MANAGUA,
        "minutes": "60",
        "place": "https://call.example/looms",
        "who": [str(person.id) for person in who],
    } | other


def points(group: Three) -> dict[str, int]:
    """The tally, by first names."""
    return {
        row[0].name.partition(" ")[0]: row[5]
        for row in db.session.execute(queries.tally(group.ref))
    }


def told(person: User) -> list[str]:
    """What they heard of meetings, in words; somebody reads it now."""
    rows = db.session.scalars(select(Notice).where(Notice.user_id == person.id).order_by(Notice.id))
    return [in_words(row.kind, row.about) for row in rows if row.kind == "meeting"]
