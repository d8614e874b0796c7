"""What the gradebook itself knows: marks by hand, and case papers once their grade is released."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from flask import g, url_for

from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.gradebook import queries
from lms.gradebook.parts import BY_HAND, planned_parts
from lms.i18n import language
from lms.learning.marks import Component, Part, Provider, provide
from lms.learning.models import Edition, Enrolment


class Kept(NamedTuple):
    """What stands in the database for one part of one trainee."""

    mark: Decimal
    released: bool
    comment: str


Found = Mapping[int, Mapping[tuple[str, str], Kept]]
"""By enrolment, then by component and part."""


def _provider(component: Component) -> Provider:
    def parts(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
        planned = planned_parts(course_or_404(edition.course_id))[component]
        found = _found(edition, enrolments)
        return {
            row.id: [
                _part(part.ref, part.title, "", found[row.id].get((component.value, part.ref)))
                for part in planned
            ]
            for row in enrolments
        }

    return parts


def _part(ref: str, title: str, href: str, kept: Kept | None) -> Part:
    if kept is None:
        return Part(ref, title, None, released=False, href=href)
    return Part(ref, title, kept.mark, released=kept.released, href=href, note=kept.comment)


for _component in BY_HAND:
    provide(_component)(_provider(_component))


@provide(Component.CASE_PAPERS)
def case_marks(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
    """The cases of the class days; another one too for who has a grade there."""
    course, found = course_or_404(edition.course_id), _found(edition, enrolments)
    asked = list(_cases_of(course))
    titles = {case.id: case.title.get(language()) for case in library().case_studies.values()}
    hrefs = {name: _href(edition, name) for name in titles}
    return {
        row.id: [
            _part(name, titles[name], hrefs[name], found[row.id].get((_CASES, name)))
            for name in [*asked, *_more(found[row.id], asked)]
            if name in titles
        ]
        for row in enrolments
    }


def _cases_of(course: Course) -> Mapping[str, None]:
    """In the order of the days, each once."""
    return dict.fromkeys(name for day in course.days for name in day.cases)


def _more(found: Mapping[tuple[str, str], Kept], asked: Sequence[str]) -> Iterator[str]:
    return (part for component, part in found if component == _CASES and part not in asked)


def _href(edition: Edition, case_id: str) -> str:
    return url_for("case_studies.classroom", edition_id=edition.id, case_id=case_id)


_CASES = Component.CASE_PAPERS.value


def _found(edition: Edition, enrolments: Sequence[Enrolment]) -> Found:
    """One statement for the four components of a page."""
    numbers = tuple(row.id for row in enrolments)
    known: dict[tuple[int, ...], Found] = g.setdefault("kept_marks", {})
    if numbers not in known:
        found: dict[int, dict[tuple[str, str], Kept]] = {number: {} for number in numbers}
        for row in db.session.execute(queries.kept_marks(edition, numbers)):
            mark = Decimal(100 * row.points) / row.most
            kept = Kept(mark, bool(row.released), row.comment)
            found[row.enrolment_id][row.component, row.part] = kept
        known[numbers] = found
    return known[numbers]
