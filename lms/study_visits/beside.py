"""What stands on the pages of a visit and of a day, and belongs to features above."""

from collections.abc import Callable

from markupsafe import Markup

from lms.study_visits.days import Day
from lms.study_visits.models import StudyVisit

Part = Callable[[StudyVisit], str]
PartOfDay = Callable[[Day, bytes], str]
"""The day as its reader knows it, with the file of it."""
_parts: list[Part] = []
_parts_of_days: list[PartOfDay] = []


def stands_beside(part: Part) -> Part:
    """Once, when a feature is imported."""
    _parts.append(part)
    return part


def stands_on_the_day(part: PartOfDay) -> PartOfDay:
    _parts_of_days.append(part)
    return part


def parts_beside(visit: StudyVisit) -> list[Markup]:
    """Templates drew them, so they are markup already."""
    return [Markup(part(visit)) for part in _parts]  # noqa: S704


def parts_of_day(this: Day, file: bytes) -> list[Markup]:
    return [Markup(part(this, file)) for part in _parts_of_days]  # noqa: S704  # as above
