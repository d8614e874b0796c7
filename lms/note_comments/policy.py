from collections.abc import Collection

from lms.accounts.models import User
from lms.experience.models import ExperienceNote
from lms.note_comments.models import NoteComment

MOST_ANSWERS = 20
"""Below one comment; what takes longer is a topic of the forum."""


def can_resolve(person: User, note: ExperienceNote, comment: NoteComment) -> bool:
    """Who wrote the note says what is dealt with, and opens it again."""
    return person.id == note.author_id and comment.answers_id is None and _stands(comment)


def can_answer(comment: NoteComment, answers: Collection[NoteComment]) -> bool:
    """Whoever reads it, as long as it is open; an answer has no answers."""
    is_open = comment.answers_id is None and comment.resolved_at is None and _stands(comment)
    return is_open and len(answers) < MOST_ANSWERS


def can_take_back(person: User, comment: NoteComment) -> bool:
    return person.id == comment.author_id and _stands(comment)


def can_report(person: User, comment: NoteComment) -> bool:
    """Any reader, of what others wrote and what still stands."""
    return person.id != comment.author_id and _stands(comment)


def can_read_removed(comment: NoteComment, *, is_reported: bool) -> bool:
    """For who decides: what its writer took back only an open report still needs."""
    return _stands(comment) or is_reported or not comment.is_taken_back


def _stands(comment: NoteComment) -> bool:
    return comment.removed_at is None
