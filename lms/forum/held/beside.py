"""After the posts of a topic its reader sees what they sent there and nobody else sees yet."""

from sqlalchemy import String, case, cast, func, literal

from lms.forum.beside import AT_THE_END, TOPIC, stands_at_the_end
from lms.forum.held.models import HeldWriting
from lms.forum.held.queries import NOT_YET_A_POST

EXCERPT = 200
_REFUSED = HeldWriting.decided_at.is_not(None)
_WAITING = (
    NOT_YET_A_POST.where(HeldWriting.topic_id == TOPIC)
    .order_by(None)
    .with_only_columns(
        literal(AT_THE_END),
        cast(HeldWriting.id, String),
        case((_REFUSED, 1), else_=0),
        case((_REFUSED, HeldWriting.reason), else_=func.substr(HeldWriting.body, 1, EXCERPT)),
    )
)
"""`number` is 1 of what was refused, and the words are the reason; else its beginning."""
stands_at_the_end("forum/held/_in_topic.html", _WAITING)
