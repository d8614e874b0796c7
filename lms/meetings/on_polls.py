"""Time polls that ask a group when it meets, and meetings that came of one, on its topic."""

import re

from sqlalchemy import String, literal, or_, select

from lms.decisions.asked import hears_of_what_it_asked_for
from lms.forum.beside import AT_THE_END, TOPIC, stands_at_the_end
from lms.forum.models import Topic
from lms.meetings import actions
from lms.meetings.models import MOST_MINUTES, Kind, Meeting, MeetingPerson, Ref
from lms.spaces.queries import READER

_WORD = re.compile(rf"({'|'.join(Kind)})-(\d{{1,9}})-(\d{{1,3}})", re.ASCII)


def word_of(ref: Ref, minutes: int) -> str:
    """For the form of a poll: which group asks, and how long it meets."""
    return f"{ref.kind.value}-{ref.number}-{minutes}"


@hears_of_what_it_asked_for
def a_poll_began(topic: Topic, word: str) -> None:
    """Whoever made the word up gains nothing: only those of the group fix its meetings."""
    found = _WORD.fullmatch(word)
    if found and 1 <= int(found[3]) <= MOST_MINUTES:
        actions.note_poll(topic, Ref(Kind(found[1]), int(found[2])), int(found[3]))


_MINE = select(MeetingPerson.meeting_id).where(MeetingPerson.user_id == READER)
_FOUND = select(
    literal(AT_THE_END), literal("", String), Meeting.id.expression, Meeting.title.expression
).where(Meeting.poll_id == TOPIC, or_(Meeting.id.in_(_MINE), Meeting.by_id == READER))
"""For those who are in them."""
stands_at_the_end("meetings/_of_poll.html", _FOUND)
