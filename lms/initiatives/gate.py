"""What an initiative still lacks before its next step.

It is agreed only by projects of two countries or more, each with the consent of a named person of
its own and with one thing at least that somebody of it has promised.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.initiatives.models import Commitment, Initiative, Partner, State

COUNTRIES = 2


@dataclass(frozen=True)
class Lacks:
    """Empty where the next step may be taken."""

    partners: bool = False
    countries: bool = False
    consent: tuple[Partner, ...] = ()
    commitment: tuple[Partner, ...] = ()
    open_: tuple[Commitment, ...] = ()

    def __bool__(self) -> bool:
        return any((self.partners, self.countries, self.consent, self.commitment, self.open_))


def lacks(
    initiative: Initiative, partners: Sequence[Partner], commitments: Sequence[Commitment]
) -> Lacks:
    if initiative.state == State.SEED:
        return Lacks(partners=not partners)
    if initiative.state == State.EXPLORING:
        standing = {row.partner_id for row in commitments if row.dropped_at is None}
        return Lacks(
            countries=len({row.project.country for row in partners}) < COUNTRIES,
            consent=tuple(row for row in partners if row.consent_at is None),
            commitment=tuple(row for row in partners if row.id not in standing),
        )
    if initiative.state == State.ACTIVE:
        return Lacks(open_=tuple(row for row in commitments if row.is_open))
    return Lacks()
