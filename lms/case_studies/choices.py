"""How others chose at the decisions of a case, as the charts of a page show it."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from flask_babel import gettext as _

from lms.case_studies import queries
from lms.case_studies.groups import CLASS, ELSEWHERE, EVERYBODY, Cell, Group, shown
from lms.content.case_study import CaseStudy, Decision
from lms.db import db
from lms.i18n import country_name


class Choices(NamedTuple):
    """What is told of one decision; empty where too few have decided."""

    options: tuple[str, ...]
    groups: tuple[Group, ...]
    countries: tuple[Group, ...]


def choices_at(
    case: CaseStudy, decisions: Collection[str], *, edition_id: int | None
) -> dict[str, Choices]:
    """For each of these decisions; `edition_id` is the class that is shown beside everybody.

    One statement, or none. Decisions made after a class was told the outcome do not count.
    """
    if not decisions:
        return {}
    found = db.session.execute(queries.head_count(case, decisions, edition_id=edition_id)).all()
    people: dict[str, dict[tuple[str, bool], dict[str, int]]] = defaultdict(dict)
    for decision, option, country, mine, number in found:
        people[decision].setdefault((country, bool(mine)), {})[option] = number
    return {name: _told(case.decision(name), people[name]) for name in decisions}


def _told(decision: Decision, people: dict[tuple[str, bool], dict[str, int]]) -> Choices:
    cells = [
        Cell(country, mine, tuple(counts.get(option.id, 0) for option in decision.options))
        for (country, mine), counts in people.items()
    ]
    told = shown(cells)
    return Choices(
        tuple(option.text for option in decision.options),
        tuple(map(_named, told.groups)),
        tuple(map(_named, sorted(told.countries, key=_by_name))),
    )


def _by_name(group: Group) -> tuple[bool, str]:
    return group.name == ELSEWHERE, country_name(group.name)


def _named(group: Group) -> Group:
    names = {CLASS: _("Your edition"), EVERYBODY: _("Everybody"), ELSEWHERE: _("Other countries")}
    return group._replace(name=names.get(group.name) or country_name(group.name))
