from flask import Blueprint

from lms.editions import vocabulary
from lms.editions.tabs import progress_tab

bp = Blueprint("editions", __name__)
bp.add_app_template_global(progress_tab)  # the tabs of an edition stand on pages of features above


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of editions show by name."""
    return {
        "ROLES": vocabulary.ROLES,
        "GROUPS": vocabulary.GROUPS,
        "TASKS": vocabulary.TASKS,
    }


from lms.editions.views import editions, people  # noqa: E402, F401  # they put their routes on bp
