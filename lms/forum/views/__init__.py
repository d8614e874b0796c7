from flask import Blueprint

from lms.forum import vocabulary
from lms.spaces.vocabulary import KINDS as SPACE_KINDS
from lms.spaces.vocabulary import READ_BY

bp = Blueprint("forum", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of the forum show by name."""
    return {
        "TOPIC_KINDS": vocabulary.KINDS,
        "TOPIC_NOTES": vocabulary.NOTES,
        "TOPIC_ICONS": vocabulary.ICONS,
        "SPACE_KINDS": SPACE_KINDS,
        "READ_BY": READ_BY,
    }


from lms.forum import reminders  # noqa: E402, F401  # it tells the mail of the day
from lms.forum.views import (  # noqa: E402, F401  # they put their routes on bp
    answers,
    catch_up,
    posts,
    spaces,
    topics,
)
