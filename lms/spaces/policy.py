from lms.spaces.models import Space
from lms.spaces.readers import Reader


def can_write(reader: Reader, space: Space) -> bool:
    """Whoever sees it and is signed in, until it is closed."""
    return reader.person is not None and space.closed_at is None


def can_lead(reader: Reader, space: Space) -> bool:
    """Administrators everywhere; else whoever runs what the space belongs to."""
    return reader.is_administrator or runs_what_it_is_of(reader, space)


def runs_what_it_is_of(reader: Reader, space: Space) -> bool:
    """Trainers and coordinators of its edition, directors of its programme."""
    return space.edition_id in reader.runs or space.is_led_by(reader.person)


def can_open_space(reader: Reader) -> bool:
    return reader.person is not None and reader.person.is_staff
