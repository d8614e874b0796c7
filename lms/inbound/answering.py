"""A mail to somebody's address for a topic becomes an answer in it."""

from lms.db import db
from lms.forum import actions as forum
from lms.forum import policy, queries
from lms.forum.held.actions import Sent, keep_back
from lms.forum.models import Post, Topic
from lms.forum.reply_addresses import ReplyAddress
from lms.inbound.models import Outcome
from lms.inbound.verdicts import (
    REFUSALS,
    Came,
    RefusedError,
    Verdict,
    fault_of_sender,
    outcome_of,
    owner,
    posted,
    said_by,
    who_hears,
    writing_of,
)
from lms.mailtext.arrived import Arrived, answered
from lms.spaces.readers import Reader, reader_of


def judge(came: Came, named: ReplyAddress) -> Verdict:
    user = owner(named.user_id)
    if user is None:
        return Verdict(Outcome.UNKNOWN_ADDRESS)
    wrong = fault_of_sender(came.mail, user, ended=not named.is_of(user))
    if wrong is not None:
        return Verdict(wrong, who_hears(wrong, came.mail, user))
    reader = reader_of(user)
    topic = db.session.scalars(*queries.topic(named.topic_id, reader)).one_or_none()
    if topic is None:
        return Verdict(Outcome.TOPIC_GONE, user)
    try:
        return _answer(came, topic, reader)
    except REFUSALS as fault:
        return Verdict(outcome_of(fault), user, topic)


def _answer(came: Came, topic: Topic, reader: Reader) -> Verdict:
    user = reader.person
    if user is None or not policy.can_reply(reader, topic):
        raise RefusedError(Outcome.TOPIC_CLOSED)
    said = said_by(came)
    writing, to = writing_of(came.mail, said, user), _answered_post(came.mail, topic, reader)
    if keep_back(Sent(writing, topic.space, topic, to), reader, at=came.at) is not None:
        return Verdict(Outcome.HELD, user, topic)
    post = forum.reply(topic, writing, to=to, by=user, at=came.at)
    return Verdict(posted(said), user, topic, post)


def _answered_post(mail: Arrived, topic: Topic, reader: Reader) -> Post | None:
    """The post whose letter they answered, if it stands in this topic."""
    kind, _, rest = answered(mail.message).strip("<>").partition(".")
    number = rest.partition(".")[0]
    if kind != "post" or not (number.isascii() and number.isdecimal() and len(number) < 10):  # noqa: PLR2004  # no number of a row is longer
        return None
    post = db.session.scalars(*queries.post(int(number), reader)).one_or_none()
    return post if post is not None and post.topic_id == topic.id else None
