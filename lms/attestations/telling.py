from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.attestations.models import Attestation
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.programmes.models import Programme

ISSUED = "attestation_issued"


def tell_of(programme: Programme, rows: Sequence[Attestation], *, at: datetime) -> None:
    tell(
        [row.participation.user for row in rows],
        ISSUED,
        category=Category.WORK,
        about={"programme": programme.name},
        href="/certificates",
        at=at,
    )


@says(ISSUED)
def issued_in_words(about: Mapping[str, Any]) -> str:
    return _("Your certificate of participation is there: %(programme)s", **about)
