"""What features above put beside the parts of a note that others read, and above the list of notes.

A feature says once, when it is imported, that it does (`stands_beside`, `stands_above`). Both are
for readers who are signed in.
"""

from collections.abc import Callable

from markupsafe import Markup

from lms.experience.models import ExperienceNote, NoteText

OnePart = Callable[[str], str]
"""From the name of a part to what stands below it; empty where nothing does."""
Beside = Callable[[ExperienceNote, NoteText], OnePart]
_besides: list[Beside] = []
_above: list[Callable[[], str]] = []


def stands_beside(beside: Beside) -> Beside:
    """Asked once for a page; what it gives is asked for each part."""
    if beside not in _besides:
        _besides.append(beside)
    return beside


def stands_above(part: Callable[[], str]) -> Callable[[], str]:
    if part not in _above:
        _above.append(part)
    return part


def beside(note: ExperienceNote, text: NoteText) -> Callable[[str], Markup]:
    """Templates drew it, so it is markup already."""
    parts = [each(note, text) for each in _besides]
    return lambda name: Markup("").join(Markup(part(name)) for part in parts)  # noqa: S704


def above() -> Markup:
    return Markup("").join(Markup(part()) for part in _above)  # noqa: S704  # as above
