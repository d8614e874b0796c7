"""People as their viewer sees them, put together from three statements for any number of them."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from lms.accounts.models import User
from lms.db import db
from lms.directory import queries
from lms.directory.models import DirectoryLine, Give
from lms.directory.visibility import Viewer
from lms.programmes.models import Programme
from lms.projects.models import Project


class Card(NamedTuple):
    """What may be shown of a person. What is hidden is as empty as what was never said."""

    id: int
    name: str
    country: str
    organisation: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    projects: tuple[Project, ...]
    offers: tuple[DirectoryLine, ...]
    needs: tuple[DirectoryLine, ...]


def cards(ids: Collection[int], viewer: Viewer) -> list[Card]:
    """By name."""
    projects: dict[int, list[Project]] = defaultdict(list)
    for number, project in db.session.execute(queries.projects(ids, viewer)):
        projects[number].append(project)
    lines: dict[tuple[int, str], list[DirectoryLine]] = defaultdict(list)
    for line in db.session.scalars(queries.lines(ids, viewer)):
        lines[line.user_id, line.kind].append(line)
    return [
        Card(
            *(number, name, country, organisation, tuple(reads.split()), tuple(writes.split())),
            projects=tuple(projects[number]),
            offers=tuple(lines[number, Give.OFFER]),
            needs=tuple(lines[number, Give.NEED]),
        )
        for number, name, country, organisation, reads, writes in db.session.execute(
            queries.cards(ids, viewer)
        )
    ]


class Folk(NamedTuple):
    """Who of a project may be named, and to which programmes they came."""

    people: dict[int, str]
    programmes: list[Programme]


def folk_of(project: Project, viewer: User) -> Folk:
    people: dict[int, str] = {}
    programmes: dict[int, Programme] = {}
    for number, name, programme in db.session.execute(*queries.people_of(project, viewer)):
        people[number] = name
        if programme is not None:
            programmes[programme.id] = programme
    return Folk(people, sorted(programmes.values(), key=lambda row: row.starts_on, reverse=True))
