from collections.abc import Collection
from datetime import datetime

from lms.decisions.models import Decision, Method, Option, Reasons, Results
from lms.forum import policy as forum
from lms.forum.models import Topic
from lms.spaces import policy as spaces
from lms.spaces.readers import Reader

FEWEST = 3
"""Below so many voices an anonymous decision would tell who said what."""
OBJECTS, NONE_OF_THESE = "object", "none"


def can_speak(reader: Reader, topic: Topic, decision: Decision, *, at: datetime) -> bool:
    """Whoever may write in the topic, until the decision is closed."""
    return decision.is_open(at) and forum.can_reply(reader, topic)


def can_steer(reader: Reader, topic: Topic) -> bool:
    """Who began it, or who leads the space: moves its closing, amends it, writes its outcome."""
    began = reader.person is not None and topic.author_id == reader.person.id
    return began or spaces.can_lead(reader, topic.space)


def can_change(reader: Reader, topic: Topic, decision: Decision, *, at: datetime) -> bool:
    """Until it is closed: afterwards a new version or more time would undo what was said."""
    return can_steer(reader, topic) and can_speak(reader, topic, decision, at=at)


def can_conclude(reader: Reader, topic: Topic, decision: Decision, *, at: datetime) -> bool:
    """The outcome is written when nothing more can be said."""
    over = decision.withdrawn_at is None and not decision.is_open(at)
    return over and can_steer(reader, topic)


def has_several(decision: Decision) -> bool:
    """Whether one voice may name more than one option."""
    return decision.several or decision.method == Method.TIME_POLL


def needs_reason(decision: Decision, chosen: Collection[Option]) -> bool:
    objects = any(option.code == OBJECTS for option in chosen)
    return objects or decision.reasons == Reasons.REQUIRED


def hears_reason(decision: Decision, chosen: Collection[Option]) -> bool:
    return needs_reason(decision, chosen) or decision.reasons != Reasons.NONE


def fits(decision: Decision, chosen: Collection[Option]) -> bool:
    """One option, or several where that is meant; "none of these" stands alone."""
    alone = any(option.code == NONE_OF_THESE for option in chosen) or not has_several(decision)
    return len(chosen) == 1 if alone else bool(chosen)


def results_of(wanted: str, *, anonymous: bool) -> str:
    """Whoever looks at an anonymous decision each hour would see by the numbers who spoke."""
    return Results.CLOSED.value if anonymous else wanted
