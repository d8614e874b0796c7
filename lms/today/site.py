"""What waits for those who run the whole site."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from lms.i18n import show_datetime
from lms.inbound import trouble
from lms.today.cards import Waiting


def broken() -> Iterator[Waiting]:
    """The mailbox, while it cannot be read; one statement."""
    found = trouble.now()
    if found is not None:
        since = _("Since %(when)s", when=show_datetime(found.since))
        yield Waiting(1, _("The mailbox cannot be read"), since, url_for("inbound.mails"), "bad")
