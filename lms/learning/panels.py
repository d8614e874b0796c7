"""What features above put on the page of a class day inside an edition.

Learning shows the day's lessons and plan. Who holds the day also needs what belongs to its hours,
such as the register: a feature that knows gives its part of the page with `on_class_day`.
"""

from collections.abc import Callable

from markupsafe import Markup

from lms.learning.class_days import ClassDay
from lms.learning.models import Edition

Panel = Callable[[Edition, ClassDay], Markup | None]
_panels: list[Panel] = []


def on_class_day(panel: Panel) -> Panel:
    """Show this on every class day; for a feature above, once, when it is imported."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def panels_of(edition: Edition, when: ClassDay) -> list[Markup]:
    """What there is to show beside the lessons of this day, in the order of the imports."""
    return [part for panel in _panels if (part := panel(edition, when)) is not None]
