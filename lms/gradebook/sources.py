"""What the gradebook knows itself: marks by hand, released case papers, marks set over others."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from flask import g, url_for
from sqlalchemy import Row

from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.editions.marks import Component, Part, Provider, provide
from lms.editions.models import Edition, Enrolment
from lms.gradebook import queries
from lms.gradebook.parts import BY_HAND, planned_parts
from lms.grading.marks import MOST
from lms.i18n import language


class Kept(NamedTuple):
    """What stands in the database for one part of one trainee."""

    mark: Decimal
    released: bool
    comment: str


class Override(NamedTuple):
    """A mark that `by` set in the place of another; a draft until it is released."""

    id: int
    mark: Decimal
    released: bool
    reason: str
    by: str


Place = tuple[str, str]
"""A component and a part of it; both empty for the total."""
TOTAL: Final[Place] = ("", "")


class Found(NamedTuple):
    """Of one trainee."""

    marks: dict[Place, Kept]
    overrides: dict[Place, Override]


def _provider(component: Component) -> Provider:
    def parts(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
        planned = planned_parts(course_or_404(edition.course_id))[component]
        name, found = component.value, _found(edition, enrolments)
        unmarked = [_unmarked(part.ref, part.title) for part in planned]
        return {
            row.id: [_marked(part, found[row.id].marks.get((name, part.key))) for part in unmarked]
            for row in enrolments
        }

    return parts


def _unmarked(ref: str, title: str, href: str = "") -> Part:
    return Part(ref, title, None, released=False, href=href)


def _marked(part: Part, kept: Kept | None) -> Part:
    """As it is for one trainee; what nobody has marked yet is the same for all."""
    if kept is None:
        return part
    return Part(part.key, part.title, kept.mark, kept.released, part.href, kept.comment)


for _component in BY_HAND:
    provide(_component)(_provider(_component))


@provide(Component.CASE_PAPERS)
def case_marks(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
    """The cases of the class days; another one too for who has a grade there."""
    course, found = course_or_404(edition.course_id), _found(edition, enrolments)
    asked = list(_cases_of(course))
    unmarked = {
        case.id: _unmarked(case.id, case.title.get(language()), _href(edition, case.id))
        for case in library().case_studies.values()
    }
    return {
        row.id: [
            _marked(unmarked[name], found[row.id].marks.get((_CASES, name)))
            for name in [*asked, *_more(found[row.id].marks, asked)]
            if name in unmarked
        ]
        for row in enrolments
    }


def _cases_of(course: Course) -> Mapping[str, None]:
    """In the order of the days, each once."""
    return dict.fromkeys(name for day in course.days for name in day.cases)


def _more(found: Mapping[Place, Kept], asked: Sequence[str]) -> Iterator[str]:
    return (part for component, part in found if component == _CASES and part not in asked)


def _href(edition: Edition, case_id: str) -> str:
    return url_for("case_studies.classroom", edition_id=edition.id, case_id=case_id)


_CASES = Component.CASE_PAPERS.value


def overrides_of(
    edition: Edition, enrolments: Sequence[Enrolment]
) -> Mapping[int, Mapping[Place, Override]]:
    """By enrolment: what stands over the marks, released or not."""
    return {number: row.overrides for number, row in _found(edition, enrolments).items()}


def _found(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Found]:
    """One statement for the four components of a page and what is set over all six."""
    numbers = tuple(row.id for row in enrolments)
    known: dict[tuple[int, ...], dict[int, Found]] = g.setdefault("kept_marks", {})
    if numbers not in known:
        known[numbers] = {number: Found({}, {}) for number in numbers}
        for row in db.session.execute(queries.kept_marks(edition, numbers)):
            _keep(known[numbers][row.enrolment_id], row)
    return known[numbers]


def _keep(found: Found, row: Row[Any]) -> None:
    place = (row.component, row.part)
    mark, released = Decimal(100 * row.points) / row.most, bool(row.released)
    if row.override:
        found.overrides[place] = Override(row.override, mark, released, row.comment, row.by)
    elif row.most == MOST or place not in found.marks:  # a rubric goes before a mark by hand
        found.marks[place] = Kept(mark, released, row.comment)
