"""The initiative of an address, and what the reader is in it."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.db import db
from lms.directory import working
from lms.initiatives import policy, queries
from lms.initiatives.models import Initiative, Partner


class Here(NamedTuple):
    """`projects` are those the reader works in; `leads` says whether they may change it."""

    initiative: Initiative
    partners: Sequence[Partner]
    projects: frozenset[int]
    leads: bool


def the_initiative(number: int) -> Here:
    """Three statements; every member reads it."""
    row = db.find_or_404(queries.initiative(number))
    partners = db.session.scalars(queries.partners([row.id])).all()
    mine = frozenset(db.session.scalars(working.projects_of(me())))
    theirs = bool(policy.mine_among(partners, mine))
    return Here(row, partners, mine, policy.can_lead(me(), row, theirs))


def the_initiative_i_lead(number: int) -> Here:
    here = the_initiative(number)
    allow(here.leads)
    return here
