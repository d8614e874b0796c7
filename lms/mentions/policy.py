"""How many people one post may call in, and who may call a whole group or country."""

from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from lms.accounts.models import User
from lms.editions.models import Role
from lms.spaces.models import Space


class Limit(NamedTuple):
    people: int
    groups: bool = False
    countries: bool = False


class Rank(Enum):
    """What somebody is in a space."""

    MEMBER = Limit(5)
    TEACHES = Limit(10, groups=True)
    LEADS = Limit(20, groups=True, countries=True)


LEADING = {Role.TRAINER.value, Role.COORDINATOR.value}


def rank_in(space: Space, person: User, roles: Collection[str], *, teaches: bool) -> Rank:
    """`roles` are theirs in the edition of the space; `teaches` is whether they do anywhere."""
    if person.is_administrator:
        return Rank.LEADS
    if space.edition_id is None:
        return Rank.LEADS if person.is_staff else Rank.TEACHES if teaches else Rank.MEMBER
    if LEADING & set(roles):
        return Rank.LEADS
    return Rank.TEACHES if set(roles) - {Role.TRAINEE.value} else Rank.MEMBER
