"""What other features show on the page of an initiative, as it is drawn."""

from collections.abc import Callable

from markupsafe import Markup

from lms.initiatives.models import Initiative

Part = Callable[[Initiative], str]
_parts: list[Part] = []


def stands_on_the_page(part: Part) -> Part:
    """Once, when a feature is imported."""
    _parts.append(part)
    return part


def parts_of(initiative: Initiative) -> list[Markup]:
    """Templates drew them, so they are markup already."""
    return [Markup(part(initiative)) for part in _parts]  # noqa: S704
