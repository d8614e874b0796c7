"""Who meets: those of an initiative, a programme, a project or a time poll, as the reader may know.

A group that its reader does not see is none; one they see and do not belong to is not open to them.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flask import abort

from lms import clock
from lms.accounts.access import allow
from lms.accounts.models import User
from lms.accounts.session import me
from lms.agendas import queries as agendas
from lms.db import db
from lms.decisions import policy as decisions
from lms.initiatives import finding as initiatives
from lms.initiatives import queries as initiative_queries
from lms.meetings import queries
from lms.meetings.models import Kind, Ref
from lms.programmes.finding import programme_as_seen
from lms.spaces.models import Space
from lms.spaces.readers import this_reader


class Group(NamedTuple):
    """`people` can be asked to come.

    `inside`: the reader is one of them or leads them; `leads`: they change what others have fixed.
    `time_zone` is that of its own place, `space` where it talks, if it has them.
    """

    ref: Ref
    name: str
    language: str
    href: str
    people: Sequence[User]
    inside: bool
    leads: bool
    time_zone: str = ""
    space: Space | None = None


def the_group(ref: Ref) -> Group:
    group = find(ref) or abort(404)
    allow(group.inside)
    return group


def find(ref: Ref) -> Group | None:
    """Three statements at most."""
    return _FIND[ref.kind](ref.number)


def _initiative(number: int) -> Group | None:
    row = db.session.scalars(initiative_queries.initiative(number)).one_or_none()
    if row is None:
        return None
    here = initiatives.here_at(row)
    named = [person for people in initiatives.people_of(here).values() for person in people]
    mine = bool(here.projects) or row.by_id == me().id
    return Group(
        Ref(Kind.INITIATIVE, number),
        row.title,
        row.language,
        f"/initiatives/{number}",
        _reachable([row.by, *named]),
        inside=mine or me().is_administrator,
        leads=here.leads,
    )


def _programme(number: int) -> Group | None:
    here = programme_as_seen(number)
    if here is None:
        return None
    row = here.programme
    return Group(
        Ref(Kind.PROGRAMME, number),
        row.name,
        row.language,
        f"/programmes/{number}",
        _reachable(db.session.scalars(agendas.everybody(row))),
        inside=here.takes_part or here.runs,
        leads=here.runs,
        time_zone=row.time_zone,
        space=row.space,
    )


def _project(number: int) -> Group | None:
    """Of its people those alone who let the reader know it, as on its page."""
    row = db.session.scalars(queries.project(number)).one_or_none()
    if row is None:
        return None
    people = _reachable(db.session.scalars(queries.colleagues(number, me())))
    return Group(
        Ref(Kind.PROJECT, number),
        row.name,
        "",
        f"/projects/{number}",
        people,
        inside=me().is_administrator or any(person.id == me().id for person in people),
        leads=me().is_administrator,
    )


def _poll(number: int) -> Group | None:
    """Who spoke in a closed poll by name, and who began it: before that, who spoke is not told."""
    reader = this_reader()
    found = db.session.execute(*queries.poll(number, reader)).one_or_none()
    if found is None or found[1].is_open(clock.now()):
        return None
    topic, row = found
    people = _reachable([topic.author, *db.session.scalars(queries.voters_of(row))])
    leads = decisions.can_steer(reader, topic)
    return Group(
        Ref(Kind.POLL, number),
        topic.title,
        topic.language,
        f"/topics/{topic.id}",
        people,
        inside=leads or any(person.id == me().id for person in people),
        leads=leads,
        space=topic.space,
    )


def _reachable(people: Iterable[User]) -> list[User]:
    """Each once, by name, without those who cannot sign in."""
    found = {row.id: row for row in people if row.password_hash and not row.suspended_at}
    return sorted(found.values(), key=lambda row: (row.name, row.id))


_FIND: dict[Kind, Callable[[int], Group | None]] = {
    Kind.INITIATIVE: _initiative,
    Kind.PROGRAMME: _programme,
    Kind.PROJECT: _project,
    Kind.POLL: _poll,
}
