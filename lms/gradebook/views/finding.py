"""What the addresses of marks name, found as the reader may see it; 404 otherwise."""

from collections.abc import Sequence

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment
from lms.gradebook import policy
from lms.gradebook.parts import Planned, part_or_404
from lms.gradebook.totals import Account, accounts_of


def the_edition_i_mark(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_mark(me(), edition))
    return edition


def the_part_i_mark(edition_id: int, component: str, part_id: str) -> tuple[Edition, Planned]:
    edition = the_edition_i_mark(edition_id)
    return edition, part_or_404(course_or_404(edition.course_id), component, part_id)


def accounts_for_me(edition: Edition, rows: Sequence[Enrolment]) -> dict[int, Account]:
    """Who marks sees drafts, but never their own."""
    sees_all = policy.can_mark(me(), edition)
    own = {row.id for row in rows if not (sees_all and policy.can_mark_person(me(), row))}
    return accounts_of(edition, rows, course_or_404(edition.course_id), as_trainee=own)
