"""Joint learning on the first page: invitations, the week, meetings, promises, who asks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.class_sessions.times import offset
from lms.i18n import country_name, show_date, show_weekday
from lms.left.steps import NextStep
from lms.meetings.showing import hours_on
from lms.programmes.models import State
from lms.today.around import Around, Consent, Introduced, Meeting, Place, Promise, Request
from lms.today.cards import Board, Coming, Waiting

SOON = timedelta(days=1)


def add_exchange(board: Board, beside: Around, at: datetime, zone: ZoneInfo) -> None:
    """The next step where there is no other, else on the list; what is to come has its own."""
    soon = [row for row in beside.meetings if row.starts_at <= at + SOON]
    for step, waiting in _urgent(beside, soon, at, zone):
        if board.step is None:
            board.step = step
        else:
            board.waiting.append(waiting)
    board.waiting += map(_consent, beside.consents)
    board.waiting += map(_request, beside.requests)
    coming = [row for row in beside.places if row.state != State.INVITED and not _is_now(row)]
    sure = next(filter(_is_sure, coming), None)
    if board.step is None and sure:
        board.step = _coming_step(sure)
        coming.remove(sure)
    board.programmes = coming
    later = (row for row in beside.meetings if row not in soon)
    board.meetings = [
        Coming(row.title, _hall(row), _day(row, zone), _hours(row, zone)) for row in later
    ]


def _urgent(
    beside: Around, soon: Sequence[Meeting], at: datetime, zone: ZoneInfo
) -> Iterator[tuple[NextStep, Waiting]]:
    """Each as the step that comes next, and as something else that waits."""
    today = at.astimezone(zone).date()
    for place in beside.places:
        if place.state == State.INVITED:
            yield _invited_step(place), _invited(place)
    for meeting in soon:
        yield _meeting_step(meeting, zone), _meeting(meeting, zone)
    for place in filter(_is_now, beside.places):
        yield _now_step(place), _now(place)
    for promise in beside.promises:
        yield _promise_step(promise, today), _promise(promise, today)
    asked = beside.introductions
    yield from zip(map(_introduced_step, asked), map(_introduced, asked), strict=True)


def _is_sure(place: Place) -> bool:
    return place.state == State.CONFIRMED


def _is_now(place: Place) -> bool:
    return _is_sure(place) and place.starts_on <= place.today


def _where(place: Place) -> str:
    return f"{place.place}, {country_name(place.country)}"


def _address(place: Place) -> str:
    return url_for("programmes.programme", programme_id=place.programme)


def _invited_step(place: Place) -> NextStep:
    days = f"{show_date(place.starts_on)} – {show_date(place.ends_on)}"
    return NextStep(
        _("You are invited"),
        place.name,
        f"{days} · {_where(place)}",
        _("Answer the invitation"),
        _address(place),
        when=_("As soon as you can"),
        language=place.language,
    )


def _invited(place: Place) -> Waiting:
    return Waiting(1, place.name, _("You are invited"), _address(place), "info", place.language)


def _meeting_step(meeting: Meeting, zone: ZoneInfo) -> NextStep:
    return NextStep(
        _("Meeting"),
        meeting.title,
        meeting.place,
        _("Open the meeting"),
        _hall(meeting),
        when=_when(meeting, zone),
    )


def _meeting(meeting: Meeting, zone: ZoneInfo) -> Waiting:
    return Waiting(1, meeting.title, _when(meeting, zone), _hall(meeting), "info")


def _hall(meeting: Meeting) -> str:
    return url_for("meetings.meeting", number=meeting.number)


def _when(meeting: Meeting, zone: ZoneInfo) -> str:
    return f"{_day(meeting, zone)}, {_hours(meeting, zone)}"


def _day(meeting: Meeting, zone: ZoneInfo) -> str:
    return show_weekday(meeting.starts_at.astimezone(zone).date())


def _hours(meeting: Meeting, zone: ZoneInfo) -> str:
    hours = hours_on(meeting.starts_at, meeting.ends_at, zone)
    return f"{hours} {offset(meeting.starts_at, zone)}"


def _consent(asked: Consent) -> Waiting:
    address = url_for("trips.trip", number=asked.trip)
    text = _("A trip waits for your consent")
    return Waiting(1, asked.title, text, address, "info", asked.language)


def _now_step(place: Place) -> NextStep:
    return NextStep(
        _("Joint learning, this week"),
        place.name,
        _where(place),
        _("Open the agenda"),
        _agenda(place),
        when=_("Until %(day)s", day=show_weekday(place.ends_on)),
        language=place.language,
    )


def _now(place: Place) -> Waiting:
    title = _("Agenda of this week: %(programme)s", programme=place.name)
    return Waiting(1, title, _where(place), _agenda(place), "good")


def _agenda(place: Place) -> str:
    return url_for("agendas.agenda", programme_id=place.programme)


def _promise_step(promise: Promise, today: date) -> NextStep:
    return NextStep(
        _("You promised"),
        promise.what,
        _("When it is done, say so there and what shows it."),
        _("Open the initiative"),
        _initiative(promise),
        when=_by(promise, today, show_weekday(promise.due_on)),
        over=promise.due_on < today,
    )


def _promise(promise: Promise, today: date) -> Waiting:
    said = _by(promise, today, show_date(promise.due_on, "short"))
    tone = "warn" if promise.due_on < today else "info"
    return Waiting(1, promise.what, said, _initiative(promise), tone)


def _introduced_step(row: Introduced) -> NextStep:
    return NextStep(
        _("Asks to meet you"),
        row.project,
        _("It compares its figures with others, and wants to learn from one that does better."),
        _("Read and answer it"),
        _introduction(row),
        when=_("As soon as you can"),
    )


def _introduced(row: Introduced) -> Waiting:
    return Waiting(1, row.project, _("Asks to meet you"), _introduction(row), "info")


def _introduction(row: Introduced) -> str:
    return url_for("introductions.introduction", number=row.introduction)


def _by(promise: Promise, today: date, day: str) -> str:
    if promise.due_on < today:
        return _("Promised for %(day)s", day=day)
    return _("Promised by %(day)s", day=day)


def _initiative(promise: Promise) -> str:
    return url_for("initiatives.initiative", number=promise.initiative)


def _request(request: Request) -> Waiting:
    people = request.people
    title = ngettext("%(num)s person asks for a place", "%(num)s people ask for a place", people)
    return Waiting(
        people,
        title,
        request.name,
        url_for("programmes.people", programme_id=request.programme),
        "info",
    )


def _coming_step(place: Place) -> NextStep:
    return NextStep(
        _("Joint learning"),
        place.name,
        _where(place),
        _("Open the programme"),
        _address(place),
        when=_("Begins on %(day)s", day=show_weekday(place.starts_on)),
        language=place.language,
    )
