"""Which requirements an edition asks for: some always, others "so many of these".

All of a list, any one of a group, or N of a group: a group of one is "any". Pure; the rows are kept
by `CompletionRule` and the words by `lms.completion.requirements`. docs/decisions/017 says why two
levels are enough.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Group:
    """So many of these are enough."""

    enough: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """Every key in `needed`, and enough of each group.

    `least` says how much is asked where a requirement comes in amounts; its usual amount elsewhere.
    """

    needed: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    least: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def all_of(cls, keys: Iterable[str]) -> "Rule":
        return cls(needed=tuple(keys))

    @classmethod
    def read(cls, tree: dict[str, Any]) -> "Rule":
        groups = (Group(int(row["enough"]), tuple(row["of"])) for row in tree["groups"])
        least = {key: int(number) for key, number in tree.get("least", {}).items()}
        return cls(tuple(tree["all"]), tuple(groups), least)

    def tree(self) -> dict[str, Any]:
        """As it is kept; `read` gives the same rule back."""
        groups = [{"enough": row.enough, "of": list(row.of)} for row in self.groups]
        least = {"least": dict(self.least)} if self.least else {}
        return {"all": list(self.needed), "groups": groups, **least}

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.needed).union(*(row.of for row in self.groups))

    def within(self, known: Collection[str]) -> "Rule":
        """Without what the course no longer has; nobody is asked for what cannot be done."""
        needed = tuple(key for key in self.needed if key in known)
        groups = (_within(row, known) for row in self.groups)
        least = {key: number for key, number in self.least.items() if key in known}
        return Rule(needed, tuple(row for row in groups if row.of), least)

    def missing(self, met: Collection[str]) -> int:
        """How many requirements are still to be met, at the least."""
        lacking = sum(key not in met for key in self.needed)
        return lacking + sum(short_by(row, met) for row in self.groups)

    def is_met(self, met: Collection[str]) -> bool:
        """A rule that asks for nothing is met by nobody: nothing could be certified."""
        return bool(self.keys) and self.missing(met) == 0


def short_by(group: Group, met: Collection[str]) -> int:
    return max(group.enough - sum(key in met for key in group.of), 0)


def _within(group: Group, known: Collection[str]) -> Group:
    of = tuple(key for key in group.of if key in known)
    return Group(min(group.enough, len(of)), of)
