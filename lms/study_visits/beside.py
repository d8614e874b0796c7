"""What stands on the page of a visit and belongs to features above."""

from collections.abc import Callable

from markupsafe import Markup

from lms.study_visits.models import StudyVisit

Part = Callable[[StudyVisit], str]
_parts: list[Part] = []


def stands_beside(part: Part) -> Part:
    """Once, when a feature is imported."""
    _parts.append(part)
    return part


def parts_beside(visit: StudyVisit) -> list[Markup]:
    """Templates drew them, so they are markup already."""
    return [Markup(part(visit)) for part in _parts]  # noqa: S704
