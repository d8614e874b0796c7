"""What other features show on the page of a project: each says its own part, as it is drawn."""

from collections.abc import Callable

from markupsafe import Markup

from lms.projects.models import Project

Part = Callable[[Project], str]
_parts: list[Part] = []


def stands_on_the_page(part: Part) -> Part:
    """Once, when a feature is imported."""
    _parts.append(part)
    return part


def parts_of(project: Project) -> list[Markup]:
    """Templates drew them, so they are markup already."""
    return [Markup(part(project)) for part in _parts]  # noqa: S704
