"""Rules in sentences: what one asks, and what two of them have not in common."""

from collections.abc import Iterable

from flask_babel import gettext as _

from lms.completion.requirements import titles_in
from lms.completion.rules import Group, Rule
from lms.content.course import Course


def in_words(rule: Rule, course: Course) -> str:
    """One line; what the course no longer has is named by its key."""
    titles = titles_in(course, rule.least)

    def named(keys: tuple[str, ...]) -> str:
        return "; ".join(titles.get(key, key) for key in keys)

    parts = [_("Always needed: %(what)s.", what=named(rule.needed))] if rule.needed else []
    parts += [
        _("At least %(enough)s of: %(what)s.", enough=group.enough, what=named(group.of))
        for group in rule.groups
    ]
    return " ".join(parts)


def differences(before: Rule, after: Rule, course: Course) -> list[str]:
    """What one rule asks and the other does not, a sentence each."""
    were, are = titles_in(course, before.least), titles_in(course, after.least)
    keys = [*are, *sorted((before.keys | after.keys) - are.keys())]

    def named(found: Iterable[str], titles: dict[str, str]) -> str:
        return "; ".join(titles.get(key, key) for key in found)

    added = [key for key in keys if key in after.keys - before.keys]
    gone = [key for key in keys if key in before.keys - after.keys]
    both = [key for key in keys if key in before.keys & after.keys]
    moved = [
        key
        for key in both
        if _stands(key, before) != _stands(key, after) or were.get(key) != are.get(key)
    ]
    said = [
        (_("Newly asked: %(what)s.", what=named(added, are)), added),
        (_("No longer asked: %(what)s.", what=named(gone, were)), gone),
        (_("Asked in another way: %(what)s.", what=named(moved, are)), moved),
    ]
    return [sentence for sentence, found in said if found]


def _stands(key: str, rule: Rule) -> Group | None:
    """The group it stands in; None where it is always needed."""
    return next((group for group in rule.groups if key in group.of), None)
