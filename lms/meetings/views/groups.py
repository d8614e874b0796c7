"""The groups one meets with, one of them with its tally, and hours that would be fair to it."""

from datetime import time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions.times import offset, readers_zone, times_of
from lms.db import db
from lms.decisions.forms.beginning import TimePollForm
from lms.i18n import language
from lms.meetings import queries
from lms.meetings.forms import TOO_MANY_TO_CHOOSE, FindForm
from lms.meetings.groups import Group, the_group
from lms.meetings.models import Kind, Ref
from lms.meetings.on_polls import word_of
from lms.meetings.proposals import MOST, Proposal, proposals
from lms.meetings.showing import Asked, Line, hours_on, lines_of
from lms.meetings.views import OF_GROUP, bp
from lms.spaces import policy as spaces
from lms.spaces.finding import my_spaces
from lms.spaces.models import Space
from lms.spaces.readers import this_reader

MOST_MEETINGS = 20
TICKED = MOST // 2
"""So many proposals are ticked for a poll from the start."""
USUAL_DAYS = timedelta(days=6)
CLOSES_AT, LAST_MINUTES = time(18), time(23, 45)
MOST_SPACES = 8
AHEAD = timedelta(days=366)


@bp.get("/meetings")
@open_to(Audience.MEMBERS)
def meetings() -> ResponseReturnValue:
    """What is to come, and with whom one could meet."""
    now, zone = clock.now(), readers_zone()
    coming = db.session.execute(queries.of_person(me(), now, now + AHEAD)).all()
    return render_template(
        "meetings/meetings.html",
        coming=[(row, times_of(row, zone)) for row, _people in coming],
        initiatives=db.session.scalars(queries.initiatives_of(me())).all(),
        programmes=db.session.scalars(queries.programmes_of(me())).all(),
        projects=db.session.scalars(queries.projects_of(me())).all(),
    )


@bp.get(OF_GROUP)
@open_to(Audience.MEMBERS)
def group(kind: str, number: int) -> ResponseReturnValue:
    found = the_group(Ref(Kind(kind), number))
    return _group_page(found, _usual_form(found))


def _usual_form(group: Group) -> FindForm:
    """The week from tomorrow on, with everybody, where they are not too many to choose."""
    zone = readers_zone()
    tomorrow = clock.now().astimezone(zone).date() + timedelta(days=1)
    few = len(group.people) <= TOO_MANY_TO_CHOOSE
    return FindForm(
        formdata=None,
        people=group.people,
        zone=zone,
        first=tomorrow,
        last=tomorrow + USUAL_DAYS,
        who=[row.id for row in group.people] if few else [me().id],
    )


def _group_page(group: Group, form: FindForm) -> str:
    now, zone = clock.now(), readers_zone()
    rows = db.session.scalars(queries.meetings_of(group.ref).limit(MOST_MEETINGS)).all()
    shown = [(row, times_of(row, zone)) for row in rows]
    return render_template(
        "meetings/group.html",
        group=group,
        form=form,
        coming=[pair for pair in reversed(shown) if pair[0].ends_at > now],
        held=[pair for pair in shown if pair[0].ends_at <= now],
        tally=db.session.execute(queries.tally(group.ref)).all(),
        here=(str(zone), offset(now, zone)),
    )


class Shown(NamedTuple):
    """A proposal on the reader's clock, with that of everybody; `query` fixes it."""

    proposal: Proposal
    hours: str
    lines: list[Line]
    query: str


@bp.get(f"{OF_GROUP}/proposals")
@open_to(Audience.MEMBERS)
def find(kind: str, number: int) -> ResponseReturnValue:
    found = the_group(Ref(Kind(kind), number))
    form = FindForm(request.args, people=found.people, zone=readers_zone())
    if not form.validate():
        return _group_page(found, form), 422
    return _proposals_page(found, form)


def _proposals_page(group: Group, form: FindForm) -> str:
    people, zone, now = {row.id: row for row in form.chosen}, readers_zone(), clock.now()
    zones = {number: row.time_zone for number, row in people.items()}
    carried = {row[0].id: int(row[5]) for row in db.session.execute(queries.tally(group.ref))}
    rows = proposals(form.wanted(), zones, carried, at=now)
    return render_template(
        "meetings/proposals.html",
        group=group,
        form=form,
        people=list(people.values()),
        shown=[_shown(row, form) for row in rows],
        poll=_poll_of(group, form, rows),
        spaces=_where_to_ask(group),
        here=(str(zone), offset(now, zone)),
    )


def _shown(row: Proposal, form: FindForm) -> Shown:
    asked = [Asked(one.name, one.time_zone, row.asks[one.time_zone]) for one in form.chosen]
    lines = lines_of(row.starts_at, row.ends_at, asked, form.zone)
    said = {"starts": row.starts_at.isoformat(), "minutes": form.minutes.data}
    query = urlencode(said | {"who": [one.id for one in form.chosen]}, doseq=True)
    return Shown(row, hours_on(row.starts_at, row.ends_at, form.zone), lines, query)


def _poll_of(group: Group, form: FindForm, rows: list[Proposal]) -> TimePollForm:
    """With the best ticked, until the evening before the first of them."""
    best = [row.starts_at for row in rows[:TICKED]]
    today = clock.now().astimezone(form.zone).date()
    first = min(best).astimezone(form.zone).date() if best else today
    closes_on, minutes = max(first - timedelta(days=1), today), form.wanted().minutes
    return TimePollForm(
        formdata=None,
        zone=form.zone,
        offers=best,
        asked_for=word_of(group.ref, minutes),
        title=_("When do we meet?"),
        body=_("We look for %(minutes)s minutes that suit us all.", minutes=minutes),
        language=language(),
        closes_on=closes_on,
        closes_at=CLOSES_AT if closes_on > today else LAST_MINUTES,
    )


def _where_to_ask(group: Group) -> list[Space]:
    """The group's own space, or else those of the reader that somebody has used."""
    if group.space is not None:
        return [group.space]
    reader = this_reader()
    known = [row for row in my_spaces(reader) if row.id is not None]
    return [row for row in known if spaces.can_write(reader, row)][:MOST_SPACES]
