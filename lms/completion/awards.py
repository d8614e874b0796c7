"""How a trainee stands to the rule of their edition: what is asked, in which group, what is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.completion import queries
from lms.completion.models import CompletionRule
from lms.completion.requirements import Requirement, requirements_for
from lms.completion.rules import Rule
from lms.db import db
from lms.learning.models import Edition, Enrolment
from lms.learning.progress import Progress


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


def standing_of(enrolment: Enrolment, at: datetime, *, done: Progress | None = None) -> Standing:
    """One statement more than its requirements ask."""
    kept = newest_rule(enrolment.edition)
    return standing_under(kept, requirements_for(enrolment, at, done=done))


def newest_rule(edition: Edition) -> CompletionRule | None:
    return db.session.scalars(queries.rules_of(edition).limit(1)).one_or_none()


def standing_under(kept: CompletionRule | None, found: Sequence[Requirement]) -> Standing:
    """Without a rule of its own, an edition asks for all that the course asks."""
    rows = {row.key: row for row in found}
    rule = (Rule.read(kept.tree) if kept else Rule.all_of(rows)).within(rows)
    met = {row.key for row in found if row.met}
    return Standing(
        needed=[rows[key] for key in rule.needed],
        choices=[Choice(group.enough, [rows[key] for key in group.of]) for group in rule.groups],
        dropped=[row for row in found if row.key not in rule.keys],
        missing=rule.missing(met),
        met=rule.is_met(met),
    )
