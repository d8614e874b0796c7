from lms.accounts.models import User
from lms.experience.models import ExperienceNote


def can_write(person: User | None, note: ExperienceNote) -> bool:
    return person is not None and person.id == note.author_id


def can_withdraw(person: User | None, note: ExperienceNote) -> bool:
    """Its author, and an administrator when somebody who is named asks for it."""
    return can_write(person, note) or (person is not None and person.is_administrator)
