import re
from collections.abc import Set as AbstractSet

from lms import markdown
from lms.spaces.readers import Reader

KNOWN_AFTER = 2  # posts that stand
_READS_AS_LINK = re.compile(r"\S*(?:https?:|www\.|//|[^\s@]@[^\s@])\S*", re.IGNORECASE)
_LINK_AWAY = re.compile(r'href="(?!/[a-z0-9])([^"]*)')


def is_trusted(reader: Reader) -> bool:
    """Whoever teaches anywhere is known; nobody looks at what they send."""
    return reader.teaches


def ways_out(text: str) -> AbstractSet[str]:
    """Links, and what reads as one, that lead to anywhere but a page of this site.

    The rendered text says where links lead, however they were written.
    """
    typed = _READS_AS_LINK.findall(text)
    marked = "[" in text or "<" in text  # without one of them, only what is typed can be a link
    return {*typed, *(_LINK_AWAY.findall(markdown.from_member(text)) if marked else ())}
