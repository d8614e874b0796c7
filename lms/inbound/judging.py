"""What is to become of a mail. Each way in which it can fail has a name of its own.

What a person may not know is asked with the rights they have now, as a page would ask.
"""

from datetime import datetime
from email.utils import parseaddr

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.db import db
from lms.forum import reply_addresses
from lms.inbound import answering, beginning, space_addresses
from lms.inbound.models import Outcome
from lms.inbound.verdicts import Came, Verdict, proof_for, settings
from lms.mailboxes import Parcel
from lms.mailtext.arrived import Arrived
from lms.mailtext.machines import machine_behind
from lms.mailtext.proof import Proof


def judge(mail: Arrived, parcel: Parcel, *, at: datetime) -> Verdict:
    """What it says becomes a post, if all is well."""
    machine = machine_behind(mail)
    if machine is not None:
        return Verdict(Outcome(machine.value))
    if mail.sender == _own_address():
        return Verdict(Outcome.AUTO_GENERATED)
    came = Came(mail, parcel, at)
    topic = next(filter(None, map(reply_addresses.read_back, mail.recipients)), None)
    if topic is not None:
        return answering.judge(came, topic)
    space = next(filter(None, map(space_addresses.read_back, mail.recipients)), None)
    if space is not None:
        return beginning.judge(came, space)
    digest = _own_address() in mail.recipients
    outcome = Outcome.REPLY_TO_DIGEST if digest else Outcome.UNKNOWN_ADDRESS
    return Verdict(outcome, known_sender(mail))


def known_sender(mail: Arrived) -> User | None:
    """The member it seems to come from; nobody where our server would have said so and did not."""
    user = db.session.scalars(accounts.user_by_email(mail.sender)).one_or_none()
    believed = not settings().mail_authserv_id or proof_for(mail) is Proof.GIVEN
    return user if believed else None


def _own_address() -> str:
    return parseaddr(settings().mail_from)[1].lower()
