from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.accounts.models import User
from lms.appeals.models import Appeal
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.placements.models import Placement

ASKED, ANSWERED = "appeal_asked", "appeal_answered"


def tell_of(
    kind: str, placement: Placement, appeal: Appeal, people: Sequence[User], *, at: datetime
) -> None:
    tell(
        people,
        kind,
        category=Category.WORK,
        about={"name": placement.enrolment.user.name},
        href=f"/placements/{placement.id}/appeals/{appeal.id}",
        at=at,
    )


@says(ASKED)
def asked(about: Mapping[str, Any]) -> str:
    return _("%(name)s asks you to look again at one criterion", name=about["name"])


@says(ANSWERED)
def answered(about: Mapping[str, Any]) -> str:
    del about
    return _("Your question about a criterion has its answer")
