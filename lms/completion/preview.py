"""What a new rule would mean for each trainee of an edition, before anybody saves it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from lms.completion import queries
from lms.completion.awards import Standing, rule_in, standing_under
from lms.completion.models import CompletionRule
from lms.completion.requirements import requirements_of
from lms.completion.rules import Rule
from lms.db import db
from lms.editions.models import Edition, Enrolment


class Outcome(StrEnum):
    """LOSES: had done all that was asked and would not have any more; GAINS: the reverse."""

    LOSES = "loses"
    GAINS = "gains"
    MORE = "more"
    OTHER = "other"
    LESS = "less"


class Effect(NamedTuple):
    """What the new rule does to one trainee; requirements by key.

    `asked` stand in the way only with the new rule, `freed` only with the present one. `left` is
    how many more requirements are to be met at the least, fewer if below zero.
    """

    outcome: Outcome
    left: int
    asked: tuple[str, ...]
    freed: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """`seen` tells this preview from every other: it is sent back when the rule is saved."""

    touched: Mapping[Outcome, Sequence[tuple[Effect, Sequence[str]]]]
    untouched: int
    certified: int
    seen: str

    def count(self, outcome: Outcome) -> int:
        return sum(len(names) for _effect, names in self.touched.get(outcome, ()))


def preview_of(edition: Edition, kept: CompletionRule | None, new: Rule) -> Preview:
    """Two statements. Whoever has a certificate keeps it, so no rule touches them."""
    rows = db.session.execute(queries.trainees_of(edition)).all()
    open_ = [row[0] for row in rows if not row[1]]
    effects = _effects(open_, rule_in(kept, edition), new)
    return Preview(
        _alike(open_, effects),
        len(open_) - len(effects),
        len(rows) - len(open_),
        _digest(kept, effects),
    )


def _effects(trainees: Sequence[Enrolment], present: Rule, new: Rule) -> dict[int, Effect]:
    """By enrolment, of those to whom the new rule makes a difference."""
    found = requirements_of(trainees)
    effects = {
        number: effect_of(standing_under(present, rows), standing_under(new, rows))
        for number, rows in found.items()
    }
    return {number: effect for number, effect in effects.items() if effect is not None}


def effect_of(before: Standing, after: Standing) -> Effect | None:
    """None where the new rule makes no difference."""
    was, will_be = ([row.key for row in standing.unmet] for standing in (before, after))
    asked = tuple(key for key in will_be if key not in was)
    freed = tuple(key for key in was if key not in will_be)
    left = after.missing - before.missing
    if not (asked or freed or left or before.met is not after.met):
        return None
    if before.met is not after.met:
        return Effect(Outcome.LOSES if before.met else Outcome.GAINS, left, asked, freed)
    outcome = Outcome.MORE if left > 0 else Outcome.LESS if left < 0 else Outcome.OTHER
    return Effect(outcome, left, asked, freed)


def _alike(
    trainees: Sequence[Enrolment], effects: Mapping[int, Effect]
) -> dict[Outcome, list[tuple[Effect, Sequence[str]]]]:
    """Names by what happens to them, in the order of the names."""
    named: dict[Effect, list[str]] = defaultdict(list)
    for row in trainees:
        if row.id in effects:
            named[effects[row.id]].append(row.user.name or row.user.email)
    found: dict[Outcome, list[tuple[Effect, Sequence[str]]]] = defaultdict(list)
    for effect, names in named.items():
        found[effect.outcome].append((effect, names))
    return found


def _digest(kept: CompletionRule | None, effects: Mapping[int, Effect]) -> str:
    told = [kept.id if kept else 0, sorted(effects.items())]
    return sha256(json.dumps(told).encode()).hexdigest()
