from flask import Blueprint

from lms.accounts.session import me_or_none
from lms.experience import queries, vocabulary
from lms.experience.models import PARTS
from lms.logbook import beside
from lms.logbook.models import LogEntry

bp = Blueprint("experience", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {
        "PARTS": PARTS,
        "PART_NAMES": vocabulary.PART_NAMES,
        "PART_HINTS": vocabulary.PART_HINTS,
        "USES": vocabulary.USES,
        "USE_TONES": vocabulary.USE_TONES,
        "MATURITIES": vocabulary.MATURITIES,
        "MATURITY_TONES": vocabulary.MATURITY_TONES,
        "why": vocabulary.why,
    }


def _from_entry(entry: LogEntry) -> dict[str, object]:
    """For the trainee who wrote it, once it is approved."""
    person = me_or_none()
    own = person is not None and entry.placement.enrolment.user_id == person.id
    return {"can_tell_of": own and entry.state in queries.APPROVED}


beside.tell("experience/_from_entry.html", _from_entry)

from lms.experience import on_projects, on_visits, origins  # noqa: E402, F401  # parts of pages
from lms.experience.views import feed, notes, uses, writing  # noqa: E402, F401  # they add their routes
