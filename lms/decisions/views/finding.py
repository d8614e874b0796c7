"""The decision that an address names, as the reader may see it, and how it is shown."""

from typing import NamedTuple

from lms import clock
from lms.accounts.access import not_here
from lms.decisions import policy
from lms.decisions.clocks import HereAndThere, here_and_there
from lms.decisions.forms.changing import VoiceForm
from lms.decisions.standing import Standing, standing_of
from lms.forum.above import stands_above
from lms.forum.models import Kind, Topic
from lms.forum.views.finding import the_topic
from lms.spaces.readers import Reader, this_reader

MOST_REASONS = 20
"""On the page of the topic; all of them stand in the record."""


class Shown(NamedTuple):
    """`form` is there for who may speak now."""

    topic: Topic
    standing: Standing
    closes: HereAndThere
    form: VoiceForm | None
    can_change: bool
    can_conclude: bool
    most_reasons: int = MOST_REASONS


@stands_above(Kind.DECISION, "decisions/_decision.html")
def as_it_stands(topic: Topic, reader: Reader) -> Shown | None:
    standing = standing_of(topic.id, reader.person, at=clock.now())
    return shown(topic, standing, reader) if standing else None


def shown(topic: Topic, standing: Standing, reader: Reader) -> Shown:
    at, decision = clock.now(), standing.decision
    speaks = policy.can_speak(reader, topic, decision, at=at)
    return Shown(
        topic,
        standing,
        here_and_there(decision.closes_at, decision.time_zone),
        form_of(standing) if speaks else None,
        policy.can_change(reader, topic, decision, at=at),
        policy.can_conclude(reader, topic, decision, at=at),
    )


def form_of(standing: Standing) -> VoiceForm:
    """With what the reader said before; what another form of the page sent is not in it."""
    reason = standing.mine.reason if standing.mine else ""
    return VoiceForm(
        formdata=None, standing=standing, options=sorted(standing.chosen), reason=reason
    )


def the_decision(topic_id: int) -> tuple[Topic, Standing, Reader]:
    reader = this_reader()
    topic = the_topic(topic_id, reader)
    standing = standing_of(topic.id, reader.person, at=clock.now())
    return topic, standing or not_here(), reader
