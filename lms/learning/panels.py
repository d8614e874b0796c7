"""What features above put on pages of learning.

Learning shows a class day with its lessons and plan. Who holds it also needs what belongs to its
hours, such as the register: a feature that knows gives its part of the page with `on_class_day`;
and with `on_edition` what a trainee finds on the page of their edition. What goes with texts
wherever they are read, it gives with `beside_texts`.
"""

from collections.abc import Callable

from markupsafe import Markup

from lms.content.class_day import Day
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition, Enrolment

Panel = Callable[[Edition, ClassDay], Markup | None]
OwnPanel = Callable[[Enrolment], Markup]
Taught = Day | Elective | FieldworkPeriod
Aside = Callable[[Course, Taught, Edition | None, ClassDay | None], Markup]
_panels: list[Panel] = []
_own_panels: list[OwnPanel] = []
_asides: list[Aside] = []


def on_class_day(panel: Panel) -> Panel:
    """Show this on every class day; for a feature above, once, when it is imported."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def panels_of(edition: Edition, when: ClassDay) -> list[Markup]:
    """What there is to show beside the lessons of this day, in the order of the imports."""
    return [part for panel in _panels if (part := panel(edition, when)) is not None]


def on_edition(panel: OwnPanel) -> OwnPanel:
    """Show this to every trainee on the page of their edition; once, when it is imported."""
    if panel not in _own_panels:
        _own_panels.append(panel)
    return panel


def own_panels(trainee: Enrolment) -> list[Markup]:
    return [panel(trainee) for panel in _own_panels]


def beside_texts(aside: Aside) -> Aside:
    """Show this beside a class day, an elective or a part of the fieldwork, once imported."""
    if aside not in _asides:
        _asides.append(aside)
    return aside


def asides_of(
    course: Course, piece: Taught, edition: Edition | None = None, when: ClassDay | None = None
) -> list[Markup]:
    """A class day read inside an edition has both of these."""
    return [aside(course, piece, edition, when) for aside in _asides]
