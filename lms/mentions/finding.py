"""Find whom a text means. What is not clear or not allowed means nobody, and has its sentence."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, true

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Role
from lms.mentions import policy, queries
from lms.mentions.countries import country_for
from lms.mentions.policy import Limit, Rank
from lms.mentions.reading import names_in
from lms.mentions.vocabulary import ROLE_CALLED, countries
from lms.spaces.models import Space

MOST_NAMES = 40
"""Names of one text that are looked up."""


class Meant(NamedTuple):
    """`names` are those that mean somebody; `problem` says what its author should mend."""

    people: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    problem: str = ""


class Somebody(NamedTuple):
    """`known` and `teaches` are about who asks: whether they know this person, and teach.

    `country` is as they may see it.
    """

    id: int
    name: str
    key: str
    country: str
    role: str | None
    known: bool
    teaches: bool


def meant_by(text: str, space: Space, by: User, authors: Select[int]) -> Meant:
    """`authors` are the ids of those who have written in the space. One statement, if any."""
    names = names_in(text)[:MOST_NAMES]
    if not names:
        return Meant()
    rows = _rows(queries.people_in(space, by, authors).where(_may_mean(names, by)))
    limit = _rank(rows, space, by).value
    others = [row for row in rows if row.id != by.id]
    return _within({name: _of(name, others, limit) for name in names}, others, limit)


def rank_of(space: Space, by: User, authors: Select[int]) -> Rank:
    return _rank(_rows(queries.people_in(space, by, authors).where(User.id == by.id)), space, by)


def _rows(query: Select[int, str, str, str, str | None, bool, bool]) -> list[Somebody]:
    return [Somebody(*row) for row in db.session.execute(query)]


def _rank(rows: Iterable[Somebody], space: Space, by: User) -> Rank:
    mine = [row for row in rows if row.id == by.id]
    roles = {row.role for row in mine if row.role}
    return policy.rank_in(space, by, roles, teaches=any(row.teaches for row in mine))


def _may_mean(names: Collection[str], by: User) -> ColumnElement[bool]:
    """Or it is who writes: their own rows say what they may."""
    roles = [ROLE_CALLED[name].value for name in names if name in ROLE_CALLED]
    codes = [countries()[name] for name in names if name in countries()]
    of_many = or_(
        queries.ROLE.role.in_(roles) if roles else false(),
        country_for(literal(by.id)).in_(codes) if codes else false(),
    )
    named = or_(queries.is_called(names), of_many)
    return or_(User.id == by.id, and_(queries.is_there(by), named))


def _of(name: str, rows: Sequence[Somebody], limit: Limit) -> frozenset[int]:
    """A group before a person, a person before a country, a whole name before its beginning."""
    if name in ROLE_CALLED:
        return frozenset(row.id for row in rows if row.role == ROLE_CALLED[name])
    known = [row for row in rows if row.known or limit.countries]
    exact = {row.id for row in known if name in {row.key, f"{row.key}-{row.id}"}}
    code = countries().get(name)
    there = {row.id for row in rows if code and limit.countries and row.country == code}
    return frozenset(exact or there or {row.id for row in known if row.key.startswith(f"{name}-")})


def _within(found: dict[str, frozenset[int]], rows: Iterable[Somebody], limit: Limit) -> Meant:
    people, names, problems, single = set[int](), set[str](), list[str](), 0
    by_id = {row.id: row for row in rows}
    for name, ids in found.items():
        problem = _problem(name, [by_id[number] for number in sorted(ids)], limit)
        if problem:
            problems.append(problem)
        elif ids:
            single += not _is_many(name)
            people |= ids
            names.add(name)
    if single > limit.people:
        problems.append(_too_many(single, limit))
        people, names = set(), set()
    return Meant(frozenset(people), frozenset(names), problems[0] if problems else "")


def _is_many(name: str) -> bool:
    return name in ROLE_CALLED or name in countries()


def _problem(name: str, rows: Sequence[Somebody], limit: Limit) -> str:
    if name in ROLE_CALLED:
        return "" if limit.groups or not rows else _no_groups(name)
    named = countries().get(name)
    if named and not rows and not limit.countries and len(name) > len(named):
        return _no_countries(name)
    if len(rows) > 1 and not (named and limit.countries):
        return _unclear(name, rows)
    return ""


def _no_groups(name: str) -> str:
    return _l(
        "Only those who teach call in a whole group, such as @%(name)s. Name the people you mean, "
        "or leave out the @.",
        name=name,
    )


def _no_countries(name: str) -> str:
    return _l(
        "Only those who lead a space call in a whole country, such as @%(name)s. Name the people "
        "you mean, or leave out the @.",
        name=name,
    )


def _unclear(name: str, rows: Sequence[Somebody]) -> str:
    """With the names that are clear."""
    return _l(
        "@%(name)s can be several people. Write the one you mean: %(names)s.",
        name=name,
        names=", ".join(f"@{handle}" for handle in handles(rows)[:5]),
    )


def _too_many(number: int, limit: Limit) -> str:
    return _l(
        "You can mention %(most)s people in one post, and this one has %(number)s. Leave out "
        "those who hear of it anyway.",
        most=limit.people,
        number=number,
    )


def handles(rows: Sequence[Somebody]) -> list[str]:
    """How to write each of them; those who are called the same have their number behind it."""
    keys = [row.key for row in rows]
    return [row.key if keys.count(row.key) == 1 else f"{row.key}-{row.id}" for row in rows]


def people_here(
    space: Space, by: User, limit: Limit, authors: Select[int], *, most: int
) -> list[Somebody]:
    """Whom they may mention here, one more than `most`."""
    known = true() if limit.countries else queries.known_to(space, by, authors)
    there = queries.people_in(space, by, authors).where(queries.is_there(by), known)
    return list({row.id: row for row in _rows(there.limit(most + 1))}.values())


def groups_of(rows: Iterable[Somebody]) -> list[Role]:
    present = {row.role for row in rows}
    return [role for role in Role if role.value in present]
