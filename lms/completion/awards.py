"""How a trainee stands to the rule of their edition: what is asked, in which group, what is not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lms.catalog.find import course_or_404
from lms.completion import queries
from lms.completion.models import CompletionRule
from lms.completion.requirements import Requirement, asked_by, requirements_for
from lms.completion.rules import Rule
from lms.db import db
from lms.editions.models import Edition, Enrolment


@dataclass(frozen=True)
class Choice:
    """A group of the rule with its requirements: `enough` of them have to be met."""

    enough: int
    rows: Sequence[Requirement]

    @property
    def met(self) -> bool:
        return sum(row.met for row in self.rows) >= self.enough


@dataclass(frozen=True)
class Standing:
    """`dropped` are what the course asks and this edition does not."""

    needed: Sequence[Requirement]
    choices: Sequence[Choice]
    dropped: Sequence[Requirement]
    missing: int
    met: bool

    @property
    def asked(self) -> list[Requirement]:
        return [*self.needed, *(row for choice in self.choices for row in choice.rows)]

    @property
    def unmet(self) -> list[Requirement]:
        """Those that still stand in the way: one of a group that is full does not."""
        short = (row for choice in self.choices if not choice.met for row in choice.rows)
        return [row for row in [*self.needed, *short] if not row.met]


def standing_of(enrolment: Enrolment) -> Standing:
    """Of one trainee, whose edition must be loaded. Two statements."""
    kept = newest_rule(enrolment.edition)
    return standing_under(rule_in(kept, enrolment.edition), requirements_for(enrolment))


def newest_rule(edition: Edition) -> CompletionRule | None:
    return db.session.scalars(queries.rules_of(edition).limit(1)).one_or_none()


def rule_in(kept: CompletionRule | None, edition: Edition) -> Rule:
    """Without a rule of its own, an edition asks for all that its course asks."""
    if kept is not None:
        return Rule.read(kept.tree)
    return Rule.all_of(asked_by(course_or_404(edition.course_id)))


def rule_written(tree: str | None, edition: Edition) -> Rule:
    """The same, of a rule that a query read as a text."""
    return Rule.read(json.loads(tree)) if tree else rule_in(None, edition)


def standing_under(rule: Rule, found: Sequence[Requirement]) -> Standing:
    rows = {row.key: row.asked(rule.least.get(row.key)) for row in found}
    rule = rule.within(rows)
    met = {key for key, row in rows.items() if row.met}
    return Standing(
        needed=[rows[key] for key in rule.needed],
        choices=[Choice(group.enough, [rows[key] for key in group.of]) for group in rule.groups],
        dropped=[row for key, row in rows.items() if key not in rule.keys and not row.offered],
        missing=rule.missing(met),
        met=rule.is_met(met),
    )
