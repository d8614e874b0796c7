from lms.programmes.models import ENDS, Participation, Role, State
from lms.programmes.phases import Phase
from lms.spaces.readers import Reader

TAKES_PART = frozenset({State.CONFIRMED.value})


def can_plan(reader: Reader) -> bool:
    """Coordinators and administrators of the site."""
    return reader.person is not None and reader.person.is_staff


def can_run(reader: Reader, mine: Participation | None) -> bool:
    """Its directors, and administrators."""
    directs = mine is not None and mine.role == Role.DIRECTOR and takes_part(mine)
    return reader.is_administrator or directs


def takes_part(mine: Participation | None) -> bool:
    """Whoever has a confirmed place, in whatever role."""
    return mine is not None and mine.state in TAKES_PART


def can_apply(mine: Participation | None, phase: Phase) -> bool:
    """Until the last day for it; again after an end, but not after the programme's no."""
    free = mine is None or (mine.state in ENDS and mine.state != State.REFUSED)
    return phase is Phase.APPLYING and free


def can_withdraw(mine: Participation | None, phase: Phase) -> bool:
    """Before the week begins; who runs it hands it to somebody else first."""
    early = phase in {Phase.DRAFT, Phase.APPLYING, Phase.PREPARING}
    open_ = mine is not None and mine.state in {State.APPLIED, State.WAITING, State.CONFIRMED}
    return early and open_ and mine is not None and mine.role != Role.DIRECTOR
