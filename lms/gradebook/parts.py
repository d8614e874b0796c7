"""The parts of a course that people mark by hand, as its content names them."""

from typing import Final, NamedTuple

from flask import abort
from flask_babel import gettext as _

from lms.content.course import Course
from lms.editions.marks import Component

BY_HAND: Final = (Component.CLASS_INSTRUMENTS, Component.DELIVERABLES, Component.DEFENCE)


class Planned(NamedTuple):
    """`ref` is what rows keep."""

    component: Component
    ref: str
    title: str

    @property
    def id(self) -> str:
        """In addresses, below the component."""
        return self.ref.rpartition("/")[2]


def planned_parts(course: Course) -> dict[Component, list[Planned]]:
    """In the order of the course."""
    return {
        Component.CLASS_INSTRUMENTS: [
            Planned(
                Component.CLASS_INSTRUMENTS,
                day.ref,
                f"{_('Day %(number)s', number=number)} · {day.title}",
            )
            for number, day in enumerate(course.days, 1)
        ],
        Component.DELIVERABLES: [
            Planned(Component.DELIVERABLES, f"{course.id}/{row.id}", row.title)
            for period in course.fieldwork.periods
            for row in period.deliverables
        ],
        Component.DEFENCE: [Planned(Component.DEFENCE, f"{course.id}/defence", _("Defence"))],
    }


def part_or_404(course: Course, component: str, part_id: str) -> Planned:
    parts = [part for some in planned_parts(course).values() for part in some]
    wanted = (component, part_id)
    return next((part for part in parts if (part.component, part.id) == wanted), None) or abort(404)
