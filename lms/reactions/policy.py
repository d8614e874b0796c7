from lms.forum import policy as forum
from lms.forum.models import Post, Topic
from lms.reactions.models import Kind
from lms.spaces import policy as spaces
from lms.spaces.readers import Reader


def can_react(reader: Reader, post: Post, topic: Topic) -> bool:
    """Whoever writes in the space, to what others wrote and what still stands."""
    own = reader.person is None or post.author_id == reader.person.id
    return not own and post.removed_at is None and spaces.can_write(reader, topic.space)


def can_say(reader: Reader, kind: str, post: Post, topic: Topic) -> bool:
    """A question leads to an answer, so the topic must be open to one."""
    asks = kind != Kind.QUESTION or forum.can_reply(reader, topic)
    return asks and can_react(reader, post, topic)
