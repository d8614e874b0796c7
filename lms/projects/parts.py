"""What other features show on the page of a project: each says its own part, as it is drawn."""

from collections.abc import Callable
from enum import IntEnum

from markupsafe import Markup

from lms.projects.models import Project

Part = Callable[[Project], str]


class Place(IntEnum):
    """In the order of the page."""

    PEOPLE = 1
    TOGETHER = 2
    TOLD = 3
    COMPARED = 4
    MET = 5


_parts: list[tuple[Place, Part]] = []


def stands_on_the_page(place: Place) -> Callable[[Part], Part]:
    """Once, when a feature is imported."""

    def keep(part: Part) -> Part:
        _parts.append((place, part))
        return part

    return keep


def parts_of(project: Project) -> list[Markup]:
    """Templates drew them, so they are markup already."""
    ordered = sorted(_parts, key=lambda pair: pair[0])
    return [Markup(part(project)) for _place, part in ordered]  # noqa: S704
