from flask import Blueprint

from lms.files import vocabulary as files
from lms.materials import vocabulary
from lms.materials.models import Kind

bp = Blueprint("materials", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of materials show by name."""
    return {
        "Kind": Kind,
        "KINDS": vocabulary.KINDS,
        "ADD": vocabulary.ADD,
        "NOTES": vocabulary.NOTES,
        "ICONS": vocabulary.ICONS,
        "STATES": vocabulary.STATES,
        "STATE_TONES": vocabulary.STATE_TONES,
        "FIELDS": vocabulary.FIELDS,
        "MARKS": vocabulary.MARKS,
        "file_hint": files.hint,
    }


from lms.materials.views import (  # noqa: E402, F401  # they put their routes on bp
    exchange,
    panels,
    publication,
    reading,
    revisions,
    writing,
)
