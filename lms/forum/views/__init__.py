from flask import Blueprint

from lms.forum import vocabulary
from lms.forum.beside import templates, templates_at_the_end
from lms.spaces.vocabulary import KINDS as SPACE_KINDS
from lms.spaces.vocabulary import READ_BY
from lms.tags.vocabulary import GROUPS as TAG_GROUPS

bp = Blueprint("forum", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of the forum show by name, and what features put into a topic."""
    return {
        "parts": templates(),
        "endings": templates_at_the_end(),
        "TOPIC_KINDS": vocabulary.KINDS,
        "TOPIC_NOTES": vocabulary.NOTES,
        "TOPIC_ICONS": vocabulary.ICONS,
        "WHY_HELD": vocabulary.WHY_HELD,
        "SPACE_KINDS": SPACE_KINDS,
        "READ_BY": READ_BY,
        "TAG_GROUPS": TAG_GROUPS,
    }


from lms.forum import completion  # noqa: E402, F401  # it tells learning what it knows
from lms.forum.held import beside, views  # noqa: E402, F401  # what waits, in topics and alone
from lms.forum.views import (  # noqa: E402, F401  # they put their routes on bp
    answers,
    catch_up,
    changes,
    names,
    posts,
    spaces,
    tags,
    topics,
)
