"""The note of an address, as this reader may see it."""

from lms.accounts.access import allow, not_here
from lms.accounts.session import me_or_none
from lms.db import db
from lms.experience import policy, queries
from lms.experience.models import ExperienceNote


def the_note(note_id: int) -> ExperienceNote:
    """A visitor is asked to sign in where there is none for them."""
    row = db.session.scalars(queries.note(note_id, me_or_none())).one_or_none()
    return row or not_here()


def the_note_others_read(note_id: int) -> ExperienceNote:
    """Not a draft, not a withdrawn one."""
    row = the_note(note_id)
    return row if row.is_read else not_here()


def my_note(note_id: int) -> ExperienceNote:
    row = the_note(note_id)
    allow(policy.can_write(me_or_none(), row))
    return row
