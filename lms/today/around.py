"""What Today knows besides the work of a course: one statement, whoever asks.

The dates of class days and certificates; places in programmes and who asks for one, promises,
meetings, trips that wait for a consent, and projects that ask to meet.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from lms.accounts.models import User
from lms.class_sessions.dates import dates_in
from lms.db import db
from lms.editions.class_days import dated
from lms.editions.models import Edition
from lms.today import queries


class Award(NamedTuple):
    """A certificate that was not revoked."""

    serial: str
    course_title: str
    issued_at: datetime
    issued_by: str


class Place(NamedTuple):
    """In a programme whose week is not over."""

    programme: int
    name: str
    language: str
    state: str
    place: str
    country: str
    starts_on: date
    ends_on: date
    today: date  # there


class Promise(NamedTuple):
    """Of an initiative that runs; late, or due soon."""

    initiative: int
    what: str
    due_on: date


class Request(NamedTuple):
    """So many ask for a place in a programme of which the reader is a director."""

    programme: int
    name: str
    people: int


class Meeting(NamedTuple):
    """To come within two weeks, or going on."""

    number: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


class Consent(NamedTuple):
    """Asked of a project in which the reader works, to a trip that can still be made."""

    trip: int
    title: str
    language: str


class Introduced(NamedTuple):
    """A project that asks one of the reader's to meet it."""

    introduction: int
    project: str


class Around(NamedTuple):
    """`days` are the dates of the class days by their number, for each edition."""

    days: Mapping[int, Mapping[int, date]]
    awards: Sequence[Award]
    places: Sequence[Place]
    promises: Sequence[Promise]
    requests: Sequence[Request]
    meetings: Sequence[Meeting]
    consents: Sequence[Consent]
    introductions: Sequence[Introduced]


def around(person: User, learnt: Sequence[Edition], at: datetime) -> Around:
    """`learnt` are the editions in which they learn."""
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(*queries.around(person, learnt, at)):
        rows[row.what].append(row)
    held = dates_in((row.number, row.ref, row.zone, row.at, row.amount) for row in rows["day"])
    places = (_place(row, at) for row in rows["place"])
    return Around(
        {row.id: _days(row, held.get(row.id, {})) for row in learnt},
        [Award(row.ref, row.name, row.at, row.by) for row in rows["award"]],
        [place for place in places if place.today <= place.ends_on],
        [Promise(row.number, row.name, row.on) for row in rows["promise"]],
        [Request(row.number, row.name, row.amount) for row in rows["request"]],
        [
            Meeting(row.number, row.name, row.by, row.at, row.till)
            for row in reversed(rows["meeting"])  # the statement has the latest first
        ],
        [Consent(row.number, row.name, row.language) for row in rows["consent"]],
        [Introduced(row.number, row.name) for row in rows["introduction"]],
    )


def _days(edition: Edition, given: Mapping[str, date]) -> Mapping[int, date]:
    return {day.number: day.date for day in dated(edition, given)}


def _place(row: Row[Any], at: datetime) -> Place:
    today = at.astimezone(ZoneInfo(row.zone)).date()
    return Place(
        row.number, row.name, row.language, row.ref, row.by, row.country, row.on, row.until, today
    )
