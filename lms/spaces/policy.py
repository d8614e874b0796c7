from lms.spaces.models import Space
from lms.spaces.readers import Reader


def can_write(reader: Reader, space: Space) -> bool:
    """Whoever sees it and is signed in, until it is closed."""
    return reader.person is not None and space.closed_at is None


def can_lead(reader: Reader, space: Space) -> bool:
    """Administrators everywhere; trainers and coordinators in the space of their edition."""
    return reader.is_administrator or space.edition_id in reader.runs


def can_open_space(reader: Reader) -> bool:
    return reader.person is not None and reader.person.is_staff
