"""Features above hear of a note in the transaction in which it is published or taken back.

A feature says once, when it is imported, that it wants to (`hears_of_notes`).
"""

from collections.abc import Callable

from lms.experience.models import ExperienceNote, NoteText

Hearing = Callable[[ExperienceNote, NoteText | None], None]
"""With the text that others read from now on; without one nobody does."""
_hearings: list[Hearing] = []


def hears_of_notes(hearing: Hearing) -> Hearing:
    if hearing not in _hearings:
        _hearings.append(hearing)
    return hearing


def tell(note: ExperienceNote, text: NoteText | None) -> None:
    for hearing in _hearings:
        hearing(note, text)
