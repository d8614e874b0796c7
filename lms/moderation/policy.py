from lms.forum.models import Post
from lms.spaces import policy as spaces
from lms.spaces.readers import Reader


def can_report(reader: Reader, post: Post) -> bool:
    """Any member, of what others wrote and what still stands."""
    own = reader.person is None or post.author_id == reader.person.id
    return not own and post.removed_at is None


def can_decide(reader: Reader, post: Post) -> bool:
    """Who leads the space; of what they wrote themselves somebody else, or an administrator."""
    own = reader.person is not None and post.author_id == reader.person.id
    return spaces.can_lead(reader, post.topic.space) and (reader.is_administrator or not own)


def can_read_removed(reader: Reader, post: Post, *, is_reported: bool) -> bool:
    """Who decided may be asked why; what authors took back themselves only a report still needs."""
    taken_back = post.removed_by_id == post.author_id
    return spaces.can_lead(reader, post.topic.space) and (is_reported or not taken_back)


def leads(reader: Reader) -> bool:
    """Whether reports can come to them, though no space of theirs may be in use yet."""
    return reader.is_administrator or bool(reader.runs)
