from collections.abc import Collection, Sequence

from lms.accounts.models import User
from lms.initiatives.models import Commitment, Initiative, Partner, State

ENDED = frozenset({State.COMPLETED, State.STOPPED})


def can_lead(person: User, initiative: Initiative, mine: bool) -> bool:
    """Whoever began it, the people of its partners, and administrators; until it has ended."""
    theirs = person.is_administrator or person.id == initiative.by_id or mine
    return theirs and initiative.state not in ENDED


def can_consent(partner: Partner, projects: Collection[int], initiative: Initiative) -> bool:
    """A person of that partner, and nobody in its place."""
    early = initiative.state in {State.SEED, State.EXPLORING}
    return early and partner.consent_at is None and partner.project_id in projects


def can_close(person: User, commitment: Commitment, leads: bool) -> bool:
    """Whoever promised it, and those who lead."""
    return commitment.is_open and (leads or commitment.person_id == person.id)


def mine_among(partners: Sequence[Partner], projects: Collection[int]) -> list[Partner]:
    return [row for row in partners if row.project_id in projects]
