from flask import Blueprint

from lms.accounts.session import me
from lms.gradebook import policy
from lms.gradebook.vocabulary import COMPONENTS
from lms.learning.models import Edition

bp = Blueprint("gradebook", __name__)


@bp.app_template_global("has_marks")
def has_marks(edition: Edition) -> bool:
    """Whether the tabs of an edition lead this reader to its marks."""
    return policy.can_mark(me(), edition)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed list that pages of marks show by name."""
    return {"COMPONENTS": COMPONENTS}


from lms.gradebook.views import marks  # noqa: E402, F401  # it puts its routes on bp
