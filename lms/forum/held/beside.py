"""After the posts of a topic its reader sees what they sent there and nobody else sees yet."""

from sqlalchemy import Select, String, case, cast, func, literal

from lms.forum.beside import AT_THE_END, stands_at_the_end
from lms.forum.held import policy
from lms.forum.held.models import HeldWriting
from lms.forum.held.queries import not_yet_a_post
from lms.spaces.readers import Reader

EXCERPT = 200


@stands_at_the_end("forum/held/_in_topic.html")
def waiting(topic_id: int, reader: Reader) -> Select[int, str, int, str] | None:
    """`number` is 1 of what was refused, and the words are the reason; else its beginning."""
    if reader.person is None or policy.is_trusted(reader):
        return None
    refused = HeldWriting.decided_at.is_not(None)
    return (
        not_yet_a_post(reader.person)
        .where(HeldWriting.topic_id == topic_id)
        .order_by(None)
        .with_only_columns(
            literal(AT_THE_END),
            cast(HeldWriting.id, String),
            case((refused, 1), else_=0),
            case((refused, HeldWriting.reason), else_=func.substr(HeldWriting.body, 1, EXCERPT)),
        )
    )
