"""Of a release only those are told whom it touches."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.accounts.models import User
from lms.agendas.models import AgendaRelease
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.programmes.models import Programme

RELEASED = "agenda_released"


def tell_of_release(
    programme: Programme, row: AgendaRelease, people: Sequence[User], *, at: datetime
) -> None:
    tell(
        people,
        RELEASED,
        category=Category.DATES,
        about={"programme": programme.name, "number": row.number, "body": row.note},
        href=f"/programmes/{programme.id}/agenda/releases/{row.number}",
        at=at,
    )


@says(RELEASED)
def released_in_words(about: Mapping[str, Any]) -> str:
    if about["number"] == 1:
        return _("The agenda of %(programme)s is there", programme=about["programme"])
    return _("The agenda of %(programme)s has changed for you", programme=about["programme"])
