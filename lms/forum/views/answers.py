"""Which post answers a question, and whether it is settled."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.forum import actions, policy
from lms.forum.models import Topic
from lms.forum.views import bp
from lms.forum.views.finding import the_post, the_topic
from lms.forum.views.posts import address_of
from lms.spaces.readers import this_reader


@bp.post("/p/<int:post_id>/acceptance")
@open_to(Audience.MEMBERS)
def accept(post_id: int) -> ResponseReturnValue:
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.can_resolve(reader, post.topic) and post.removed_at is None)
    actions.accept(post, at=clock.now())
    return redirect(address_of(post), 303)


@bp.post("/topics/<int:topic_id>/resolution")
@open_to(Audience.MEMBERS)
def resolve(topic_id: int) -> ResponseReturnValue:
    topic = _question(topic_id)
    actions.resolve(topic, at=clock.now())
    return redirect(url_for(".topic", topic_id=topic.id), 303)


@bp.post("/topics/<int:topic_id>/reopening")
@open_to(Audience.MEMBERS)
def reopen(topic_id: int) -> ResponseReturnValue:
    topic = _question(topic_id)
    actions.reopen(topic)
    return redirect(url_for(".topic", topic_id=topic.id), 303)


def _question(topic_id: int) -> Topic:
    reader = this_reader()
    topic = the_topic(topic_id, reader)
    allow(policy.can_resolve(reader, topic))
    return topic
