"""People of the directory. Every statement carries what its viewer may see."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from lms.accounts.models import User
from lms.db import Blanks
from lms.directory.models import DirectoryEntry, DirectoryLine, Give, Part
from lms.directory.visibility import Viewer, may, may_for, shown
from lms.directory.working import comes_from, works_in
from lms.folding import folding
from lms.letters import folded
from lms.programmes.models import Programme
from lms.projects.models import Project

PART_OF = {Give.OFFER: Part.OFFERS, Give.NEED: Part.NEEDS}


class Asked(NamedTuple):
    """What a filter asks for; an empty one asks for everybody."""

    project: int | None = None
    country: str = ""
    reads: str = ""
    writes: str = ""
    gives: str = ""
    q: str = ""


def people(viewer: Viewer, asked: Asked) -> Select[User]:
    """Those whose name the viewer sees, and who are like that as far as the viewer sees it."""
    return (
        select(User)
        .outerjoin(DirectoryEntry, DirectoryEntry.user_id == User.id)
        .where(_stands(), may(Part.NAME, viewer), *_like(asked, viewer))
    )


def how_many(viewer: Viewer, asked: Asked) -> Select[int]:
    rows = people(viewer, asked).with_only_columns(User.id).subquery()
    return select(func.count()).select_from(rows)


def cards(ids: Collection[int], viewer: Viewer) -> Select[int, str, str, str, str, str]:
    """(id, name, country, organisation, reads, writes) of each; what is hidden is empty."""
    return (
        select(
            User.id.expression,
            shown(Part.NAME, User.name, viewer),
            shown(Part.COUNTRY, User.country, viewer),
            shown(Part.ORGANISATION, User.organisation, viewer),
            shown(Part.TONGUES, DirectoryEntry.reads, viewer),
            shown(Part.TONGUES, DirectoryEntry.writes, viewer),
        )
        .outerjoin(DirectoryEntry, DirectoryEntry.user_id == User.id)
        .where(User.id.in_(ids))
        .order_by(User.name, User.id)
    )


def lines(ids: Collection[int], viewer: Viewer) -> Select[DirectoryLine]:
    return (
        select(DirectoryLine)
        .join(User, User.id == DirectoryLine.user_id)
        .outerjoin(DirectoryEntry, DirectoryEntry.user_id == User.id)
        .where(User.id.in_(ids), _seen_line(viewer))
        .order_by(DirectoryLine.id)
    )


def entry_of(person: User) -> Select[DirectoryEntry]:
    return select(DirectoryEntry).where(DirectoryEntry.user_id == person.id)


def own_lines(person: User) -> Select[DirectoryLine]:
    return (
        select(DirectoryLine).where(DirectoryLine.user_id == person.id).order_by(DirectoryLine.id)
    )


def projects(ids: Collection[int], viewer: Viewer) -> Select[int, Project]:
    """Each of these people beside each project they work in."""
    rows = works_in().subquery()
    return (
        select(rows.c.user_id, Project)
        .join(Project, Project.id == rows.c.project_id)
        .join(User, User.id == rows.c.user_id)
        .outerjoin(DirectoryEntry, DirectoryEntry.user_id == User.id)
        .where(User.id.in_(ids), may(Part.PROJECTS, viewer))
        .order_by(Project.name, Project.id)
    )


def people_of(project: Project, viewer: User) -> tuple[Select[int, str, Programme | None], Blanks]:
    """(person, name, programme they came to from it); the programme is open, or not told."""
    return _PEOPLE_OF, {"project": project.id, "viewer": viewer.id}


def _stands() -> ColumnElement[bool]:
    """With an account that is in use."""
    return and_(User.suspended_at.is_(None), User.password_hash.is_not(None))


def _like(asked: Asked, viewer: Viewer) -> Iterator[ColumnElement[bool]]:
    if asked.project is not None:
        yield and_(may(Part.PROJECTS, viewer), _works_in(asked.project))
    if asked.country:
        yield and_(may(Part.COUNTRY, viewer), User.country == asked.country)
    if asked.reads or asked.writes:
        yield and_(may(Part.TONGUES, viewer), _reads_and_writes(asked))
    if asked.q:
        yield _says(asked, viewer)
    elif asked.gives:
        yield _has_line(Give(asked.gives), viewer)


def _works_in(project: int) -> ColumnElement[bool]:
    there = works_in().subquery()
    return User.id.in_(select(there.c.user_id).where(there.c.project_id == project))


def _reads_and_writes(asked: Asked) -> ColumnElement[bool]:
    return and_(
        *(
            column.contains(f" {code} ", autoescape=True)
            for column, code in (
                (DirectoryEntry.reads, asked.reads),
                (DirectoryEntry.writes, asked.writes),
            )
            if code
        )
    )


def _says(asked: Asked, viewer: Viewer) -> ColumnElement[bool]:
    """In a line; unless only lines are asked for, also in the name or the organisation."""
    kinds = [Give(asked.gives)] if asked.gives else list(Give)
    word = folded(asked.q)
    in_lines = [_has_line(kind, viewer, word) for kind in kinds]
    if asked.gives:
        return or_(*in_lines)
    called = and_(may(Part.NAME, viewer), _holds(User.name, word))
    works = and_(may(Part.ORGANISATION, viewer), _holds(User.organisation, word))
    return or_(called, works, *in_lines)


def _has_line(kind: Give, viewer: Viewer, word: str = "") -> ColumnElement[bool]:
    line = exists().where(DirectoryLine.user_id == User.id, DirectoryLine.kind == kind.value)
    if word:
        line = line.where(_holds(DirectoryLine.text, word))
    return and_(may(PART_OF[kind], viewer), line)


def _holds(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return folding(column).contains(word, autoescape=True)


def _seen_line(viewer: Viewer) -> ColumnElement[bool]:
    ways = [
        and_(DirectoryLine.kind == kind.value, may(part, viewer)) for kind, part in PART_OF.items()
    ]
    return or_(false(), *ways)


_HERE = comes_from(bindparam("project", type_=Integer)).subquery()
_VIEWER = bindparam("viewer", type_=Integer)
_PEOPLE_OF = (
    select(User.id.expression, User.name, Programme)
    .join(_HERE, _HERE.c.user_id == User.id)
    .outerjoin(DirectoryEntry, DirectoryEntry.user_id == User.id)
    .outerjoin(
        Programme, and_(Programme.id == _HERE.c.programme_id, Programme.opened_at.is_not(None))
    )
    .where(_stands(), may_for(Part.NAME, _VIEWER), may_for(Part.PROJECTS, _VIEWER))
    .order_by(User.name, User.id)
)
