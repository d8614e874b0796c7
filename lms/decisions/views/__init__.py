from collections.abc import Sequence

from flask import Blueprint

from lms import clock
from lms.accounts.session import me
from lms.decisions import vocabulary
from lms.decisions.clocks import HereAndThere
from lms.decisions.closing import closing_for
from lms.forum.models import Topic
from lms.spaces.vocabulary import READ_BY

bp = Blueprint("decisions", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    """The closed lists that pages with a decision show by name; the forum shows decisions too."""
    return {
        "DECISION_METHODS": vocabulary.METHODS,
        "DECISION_ICONS": vocabulary.METHOD_ICONS,
        "DECISION_NOTES": vocabulary.METHOD_NOTES,
        "RESULTS_NOW": vocabulary.RESULTS_NOW,
    }


@bp.context_processor
def words_of_spaces() -> dict[str, object]:
    return {"READ_BY": READ_BY}


@bp.app_template_global()
def decisions_closing() -> Sequence[tuple[Topic, HereAndThere]]:
    """What closes soon and waits for the reader's voice."""
    return closing_for(me(), clock.now())


from lms.decisions import order, reminders  # noqa: E402, F401  # the forum, mails and calendars hear
from lms.decisions.views import (  # noqa: E402, F401  # they put their routes on bp
    beginning,
    changing,
    record,
    speaking,
    waiting,
)
