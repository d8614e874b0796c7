from lms.forum.models import Kind, Topic
from lms.spaces import policy as spaces
from lms.spaces.models import Space
from lms.spaces.readers import Reader


def can_arrange(reader: Reader, topic: Topic) -> bool:
    return spaces.can_lead(reader, topic.space)


def can_go_into_another(topic: Topic) -> bool:
    """What is decided in a topic is decided there."""
    return topic.kind != Kind.DECISION


def can_take_in(reader: Reader, space: Space) -> bool:
    """Whether they may put a topic there."""
    return spaces.can_lead(reader, space) and space.closed_at is None
