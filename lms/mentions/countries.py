"""From where people are, as far as whoever writes may know it.

Who sees whose country is a rule of a feature above, which says so once, when it is imported; where
none does, nobody does.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, case, false, func, or_

from lms.accounts.models import User

Rule = Callable[[ColumnElement[int]], ColumnElement[bool]]
"""Whether the person of this number may know the country of a User."""
_rules: list[Rule] = []


def tells_whose_country_is_seen(rule: Rule) -> Rule:
    _rules.append(rule)
    return rule


def country_for(by: ColumnElement[int]) -> ColumnElement[str]:
    """The code of a User's country; empty where it is hidden, as where it was never said."""
    seen = or_(false(), *(rule(by) for rule in _rules))
    return case((seen, func.coalesce(User.country, "")), else_="")
