"""What the addresses of marks name, found as the reader may see it; 404 otherwise."""

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.gradebook import policy
from lms.gradebook.parts import Planned, part_or_404
from lms.learning.models import Edition
from lms.learning.views.finding import the_edition


def the_edition_i_mark(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_mark(me(), edition))
    return edition


def the_part_i_mark(edition_id: int, component: str, part_id: str) -> tuple[Edition, Planned]:
    edition = the_edition_i_mark(edition_id)
    return edition, part_or_404(course_or_404(edition.course_id), component, part_id)
