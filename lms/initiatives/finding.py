"""The initiative of an address, and what the reader is in it."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.accounts.access import allow
from lms.accounts.models import User
from lms.accounts.session import me
from lms.db import db
from lms.directory import working
from lms.initiatives import policy, queries
from lms.initiatives.models import Initiative, Partner


class Here(NamedTuple):
    """`projects` are those of its partners in which the reader works; `leads`: may change it."""

    initiative: Initiative
    partners: Sequence[Partner]
    projects: frozenset[int]
    leads: bool


def the_initiative(number: int) -> Here:
    """Two statements; every member reads it."""
    return here_at(db.find_or_404(queries.initiative(number)))


def here_at(row: Initiative) -> Here:
    works = Partner.project_id.in_(working.projects_of(me()))
    found = db.session.execute(queries.partners([row.id]).add_columns(works)).all()
    partners = [partner for partner, _works_there in found]
    mine = frozenset(partner.project_id for partner, works_there in found if works_there)
    theirs = bool(policy.mine_among(partners, mine))
    return Here(row, partners, mine, policy.can_lead(me(), row, theirs))


def people_of(here: Here) -> dict[int, list[User]]:
    """Of each partner those who work in it: one statement.

    Who works where is theirs to say: nobody is named before somebody of the partner has consented.
    """
    partner_of = {
        row.project_id: row.id
        for row in here.partners
        if row.consent_at or row.project_id in here.projects
    }
    found: dict[int, list[User]] = {row.id: [] for row in here.partners}
    for person, project in db.session.execute(working.people_in(partner_of.keys())):
        found[partner_of[project]].append(person)
    return found


def the_initiative_i_lead(number: int) -> Here:
    here = the_initiative(number)
    allow(here.leads)
    return here
