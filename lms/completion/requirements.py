"""What the award of a course may ask, and how far each trainee is.

A feature that knows a part of it says so with `know`, once, when it is imported; each page that
lists requirements then shows it too. Class work is known here, in `lms.completion.class_work`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lms.catalog.find import course_or_404
from lms.completion.facts import Asked, Facts, facts_about
from lms.content.course import Course
from lms.editions.models import Enrolment


@dataclass(frozen=True)
class Requirement:
    """One thing the award asks for. `detail` says how far it is, in the reader's words.

    `minutes` is set where work was approved in hours: the certificate prints their sum. What is
    `offered` is asked only where the rule of an edition names it. `at_least` is the same in another
    amount, for what comes in amounts.
    """

    key: str
    title: str
    met: bool
    detail: str
    href: str
    minutes: int | None = None
    offered: bool = False
    at_least: "Callable[[int], Requirement] | None" = field(default=None, compare=False, repr=False)

    def asked(self, least: int | None) -> "Requirement":
        """As a rule asks it that names this amount, or none."""
        if least is None or self.at_least is None:
            return self
        return replace(self.at_least(least), offered=self.offered)


class Amount(NamedTuple):
    """How much of a requirement an edition may ask: `usual` where it says nothing, `most` at most.

    `name` is what it is called without a number, `ask` asks for the number, `title` has it in it.
    """

    usual: int
    most: int
    name: str
    ask: str
    title: Callable[[int], str]


def _no_amounts(_course: Course) -> dict[str, Amount]:
    return {}


@dataclass(frozen=True)
class Source:
    """What one feature knows of the award.

    `titles` names by key what it may ask of any trainee of a course; `facts` are the rows that
    `read` needs; `amounts` are those of the same keys that come in amounts.
    """

    titles: Callable[[Course], dict[str, str]]
    facts: Callable[[Course], Sequence[Asked]]
    read: Callable[[Enrolment, Course, Facts], list[Requirement]]
    offered: bool = False
    amounts: Callable[[Course], dict[str, Amount]] = _no_amounts


_sources: list[Source] = []


def know(source: Source) -> Source:
    if source not in _sources:
        _sources.append(source)
    return source


def titles_in(course: Course, least: Mapping[str, int] | None = None) -> dict[str, str]:
    """All that the award of a course may ask, whoever the trainee is; no statement.

    In the amounts of a rule, where it is given.
    """
    amounts, least = amounts_in(course), least or {}
    titles = {key: title for source in _sources for key, title in source.titles(course).items()}
    return titles | {key: row.title(least[key]) for key, row in amounts.items() if key in least}


def amounts_in(course: Course) -> dict[str, Amount]:
    """Of what it may ask, what comes in amounts."""
    return {key: row for source in _sources for key, row in source.amounts(course).items()}


def asked_by(course: Course) -> list[str]:
    """The keys of what it asks in each edition that has no rule of its own."""
    return [key for source in _sources if not source.offered for key in source.titles(course)]


def requirements_of(enrolments: Sequence[Enrolment]) -> dict[int, list[Requirement]]:
    """All that may be asked of these trainees, met or not; their editions must be loaded.

    One statement.
    """
    return {number: found for number, (found, _facts) in looked_at(enrolments).items()}


def looked_at(
    enrolments: Sequence[Enrolment],
) -> dict[int, tuple[list[Requirement], Facts]]:
    """The same, with the facts from which it follows."""
    courses = {row.edition.course_id: course_or_404(row.edition.course_id) for row in enrolments}
    known = {course.id: _known_in(course) for course in courses.values()}
    asked = _asked_about(courses.values(), known)
    facts = facts_about(enrolments, asked) if asked else {}
    found = {}
    for row in enrolments:
        course = courses[row.edition.course_id]
        asked_of_them = [
            replace(requirement, offered=source.offered)
            for source in known[course.id]
            for requirement in source.read(row, course, facts[row.id])
        ]
        found[row.id] = asked_of_them, facts[row.id]
    return found


def _asked_about(courses: Iterable[Course], known: Mapping[str, Sequence[Source]]) -> list[Asked]:
    """Each once, whatever the number of courses that need it."""
    found: dict[Asked, None] = {}
    for course in courses:
        for source in known[course.id]:
            found |= dict.fromkeys(source.facts(course))
    return list(found)


def _known_in(course: Course) -> list[Source]:
    return [source for source in _sources if source.titles(course)]


def requirements_for(enrolment: Enrolment) -> list[Requirement]:
    """Of one trainee, whose edition must be loaded."""
    return requirements_of([enrolment])[enrolment.id]
