"""Tell who wrote a mail why it was not posted: at most once an hour, and only who has an account.

It goes to the address of the account, wherever the mail came from, so that nobody can have
strangers written to. It quotes nothing of the mail.
"""

from datetime import datetime, timedelta

from lms import mail
from lms.accounts.models import User
from lms.db import db
from lms.i18n import in_language, show_datetime
from lms.inbound import queries
from lms.inbound.models import HELD, Outcome
from lms.inbound.verdicts import Verdict
from lms.inbound.vocabulary import SENTENCES, TO_SPACES
from lms.mailtext.arrived import Arrived
from lms.mailtext.machines import is_nobodys
from lms.notifications.actions import public

ONCE_IN = timedelta(hours=1)


def tell(verdict: Verdict, arrived: Arrived, *, at: datetime) -> bool:
    """Whether a letter is on its way."""
    user = verdict.user
    if user is None or verdict.outcome not in SENTENCES or is_nobodys(user.email.split("@")[0]):
        return False
    db.hold(user)
    if db.session.scalar(queries.was_answered(user, since=at - ONCE_IN)):
        return False
    topic, space = verdict.topic, verdict.space
    written = mail.written(
        user.email,
        "inbound/answer",
        language=user.language,
        user=user,
        when=_when(user, at),
        posted=verdict.outcome is Outcome.POSTED_WITHOUT_FILES,
        held=verdict.outcome in HELD,
        said=(TO_SPACES if space else SENTENCES)[verdict.outcome],
        topic=topic,
        space=space,
        address=public(_place(verdict)),
    )
    threaded = {"in_reply_to": arrived.number, "references": arrived.number}
    mail.send_all([written | threaded | {"auto_submitted": "auto-replied"}], at=at)
    return True


def _place(verdict: Verdict) -> str:
    if verdict.topic is not None:
        return f"/topics/{verdict.topic.id}?at=last"
    return f"/forum/{verdict.space.slug}" if verdict.space else "/forum"


def _when(user: User, at: datetime) -> str:
    with in_language(user.language):
        return show_datetime(at, user.time_zone)
