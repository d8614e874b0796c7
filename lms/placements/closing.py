"""A placement that is closed: whatever would change it is refused, with a page that says why."""

from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import Conflict

from lms.errors import Page
from lms.placements.models import CLOSED


class ClosedError(Conflict):
    """Nothing in this fieldwork can be changed in the state it is in."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the fieldwork is {state}")
        self.page = PAGES.get(state, SIGNED_OFF)


def refuse_if_closed(state: str) -> None:
    if state in CLOSED:
        raise ClosedError(state)


SIGNED_OFF = Page(
    _l("This fieldwork is signed off"),
    _l("Trainee, supervisor and programme have signed it. Its record can only be read."),
    _l("A coordinator can add a correction to it. Nothing in it is replaced."),
)
TO_BE_SIGNED = Page(
    _l("This fieldwork is closed"),
    _l("Its supervisor has closed it, and it waits to be signed. Nothing was changed."),
    _l("Is something missing? Tell the supervisor or the coordinator before you sign."),
)
ENDED = Page(
    _l("This fieldwork has ended"),
    _l("It was ended before it was finished. Nothing was changed."),
    _l("Ask the coordinator if you think it should go on."),
)
PAGES = {
    "assessed": TO_BE_SIGNED,
    "moderated": TO_BE_SIGNED,
    "withdrawn": ENDED,
    "terminated": ENDED,
}
