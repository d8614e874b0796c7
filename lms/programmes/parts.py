"""What other features show on the page of a programme, as it is drawn."""

from collections.abc import Callable

from markupsafe import Markup

from lms.programmes.models import Programme

Part = Callable[[Programme], str]
_parts: list[Part] = []


def stands_on_the_page(part: Part) -> Part:
    """Once, when a feature is imported."""
    _parts.append(part)
    return part


def parts_of(programme: Programme) -> list[Markup]:
    """Templates drew them, so they are markup already."""
    return [Markup(part(programme)) for part in _parts]  # noqa: S704
