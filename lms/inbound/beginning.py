"""A mail to somebody's address for a space begins a topic there.

An answer comes from somebody who was sent a letter; here an address alone would do, which may have
been passed on. So our own mail server has to say that the mail is from its sender's domain; else
it waits until whoever leads the space has looked at it.
"""

from lms.db import db
from lms.forum import actions as forum
from lms.forum import policy
from lms.forum.held.actions import Sent, hold, keep_back
from lms.forum.held.models import Why
from lms.forum.models import LONGEST
from lms.inbound import queries
from lms.inbound.models import Outcome
from lms.inbound.space_addresses import SpaceAddress
from lms.inbound.verdicts import (
    REFUSALS,
    Came,
    RefusedError,
    Verdict,
    fault_of_sender,
    outcome_of,
    owner,
    posted,
    proof_for,
    said_by,
    who_hears,
    writing_of,
)
from lms.mailtext.proof import Proof
from lms.mailtext.subject import title_in
from lms.spaces.models import Space
from lms.spaces.queries import space_numbered
from lms.spaces.readers import Reader, reader_of


def judge(came: Came, named: SpaceAddress) -> Verdict:
    user = owner(named.user_id)
    if user is None:
        return Verdict(Outcome.UNKNOWN_ADDRESS)
    reader = reader_of(user)
    space = db.session.scalars(space_numbered(named.space_id, reader)).one_or_none()
    wrong = fault_of_sender(came.mail, user, ended=not named.is_of(user))
    if wrong is not None:
        return Verdict(wrong, who_hears(wrong, came.mail, user), space=space)
    if space is None:
        return Verdict(Outcome.SPACE_GONE, user)
    try:
        return _begin(came, space, reader)
    except REFUSALS as fault:
        return Verdict(outcome_of(fault), user, space=space)


def _begin(came: Came, space: Space, reader: Reader) -> Verdict:
    user = reader.person
    if user is None or not policy.can_begin(reader, space, space.mail_kind):
        raise RefusedError(Outcome.SPACE_CLOSED)
    title = title_in(came.mail.message, LONGEST["title"])
    if not title:
        raise RefusedError(Outcome.NO_SUBJECT)
    said = said_by(came)
    writing = writing_of(came.mail, said, user)
    sent = Sent(writing, space, title=title, kind=space.mail_kind)
    if proof_for(came.mail) is not Proof.GIVEN:
        hold(sent, why=Why.MAIL, by=user, at=came.at)
        return Verdict(Outcome.HELD_UNPROVEN, user, space=space)
    if keep_back(sent, reader, at=came.at) is not None:
        return Verdict(Outcome.HELD, user, space=space)
    topic = forum.begin(space, title, space.mail_kind, writing, by=user, at=came.at)
    post = db.session.scalars(queries.first_post(topic)).one()
    return Verdict(posted(said), user, topic, post, space)
