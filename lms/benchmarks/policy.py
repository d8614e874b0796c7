from collections.abc import Collection, Sequence

from lms.accounts.models import User
from lms.benchmarks.models import BenchmarkValue, Confidence, Share


def can_make(person: User) -> bool:
    """Administrators and coordinators say what is measured, and when figures are shown."""
    return person.is_staff


def can_enter(project_id: int, mine: Collection[int]) -> bool:
    """Whoever works in the project, and nobody in its place."""
    return project_id in mine


def can_see(person: User, line: BenchmarkValue, mine: Collection[int], *, directs: bool) -> bool:
    """Whoever may check it: staff what is not private, directors of its programmes what is named.

    A director may work in another project of the same group.
    """
    if line.project_id in mine:
        return False
    if person.is_staff:
        return line.share != Share.PRIVATE
    return directs and line.share == Share.NAMED


def is_to_check(line: BenchmarkValue) -> bool:
    return line.confidence != Confidence.CHECKED


def open_shares(lines: Sequence[BenchmarkValue], *, released: bool) -> tuple[Share, ...]:
    """What others have seen stays as they have seen it, or goes back to its own people.

    Whoever saw a name would know one figure of a group; whoever saw a group would know who left it.
    """
    if released:
        return Share.ANONYMOUS, Share.PRIVATE
    if any(line.share == Share.NAMED for line in lines):
        return Share.NAMED, Share.PRIVATE
    return tuple(Share)
