"""What members may find: lessons, class days, electives and the weeks of fieldwork.

Scripts of trainers and questions of quizzes are left out: who finds them has the answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content import library
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
from lms.content.plain import plain
from lms.content.text import FromFile
from lms.editions.roles import my_enrolments
from lms.i18n import in_language
from lms.search.sources import MEMBERS, Document, Kind

LESSON, DAY, ELECTIVE, FIELDWORK = "lesson", "day", "elective", "fieldwork"
AFTER_DAYS = 10_000
KINDS = MappingProxyType(
    {
        LESSON: Kind(_l("Lesson"), _l("Lessons")),
        DAY: Kind(_l("Class day"), _l("Class days")),
        ELECTIVE: Kind(_l("Elective"), _l("Electives")),
        FIELDWORK: Kind(_l("Fieldwork"), _l("Fieldwork")),
    }
)


class Taught:
    """The pages of courses that are open to members."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = True

    def documents(self) -> Iterator[Document]:
        offered: set[str] = set()
        for course in library().courses.values():
            for language in course.languages:
                version = course.in_language(language)
                first = language == course.language
                yield from _course(version, stands_in=first)
            for elective in _electives(course):
                if elective.id not in offered:
                    yield from _elective(course, elective)
            offered.update(course.electives.of)

    def my_audiences(self) -> Iterable[str]:
        return ()

    def my_shelves(self) -> Iterator[str]:
        """The days, electives and fieldwork of the courses in which the reader has a role."""
        known = library().courses
        for course_id in {row.edition.course_id for row in my_enrolments()} & known.keys():
            course = known[course_id]
            yield course.id
            yield from (day.ref for day in course.days)
            yield from (elective.ref for elective in _electives(course))


def _electives(course: Course) -> list[Elective]:
    return [library().electives[wanted] for wanted in course.electives.of]


def _course(course: Course, *, stands_in: bool) -> Iterator[Document]:
    """What is written in this language; a borrowed day stands with its owner."""
    with in_language(course.language):
        title = course.title.get(course.language)
        for day in course.days:
            if day.course == course.id:
                place = f"{title} · {_('Day %(number)s', number=day.number)}"
                yield from _written(day, _day(day, place, stands_in=stands_in))
                for lesson in day.lessons:
                    found = _lesson(lesson, day.ref, course.id, place, stands_in=stands_in)
                    in_order = replace(found, position=day.number * 100 + lesson.number)
                    yield from _written(lesson, in_order)
        for period in course.fieldwork.periods:
            yield from _written(period, _period(period, title, stands_in=stands_in))


def _written(piece: FromFile, document: Document) -> Iterator[Document]:
    if piece.translated:
        yield document


def _day(day: Day, place: str, *, stands_in: bool) -> Document:
    return Document(
        kind=DAY,
        ref=day.ref,
        language=day.language,
        title=day.title,
        body=f"{day.purpose} {plain(day.body)}",
        address=f"/courses/{day.course}/days/{day.id}",
        audience=MEMBERS,
        place=place,
        shelf=day.ref,
        position=day.number,
        stands_in=stands_in,
    )


def _lesson(lesson: Lesson, shelf: str, course_id: str, place: str, *, stands_in: bool) -> Document:
    return Document(
        kind=LESSON,
        ref=lesson.ref,
        language=lesson.language,
        title=lesson.title,
        body=f"{lesson.summary} {plain(lesson.body)}",
        address=f"/courses/{course_id}/{lesson.id}",
        audience=MEMBERS,
        place=place,
        shelf=shelf,
        position=AFTER_DAYS + lesson.number,
        stands_in=stands_in,
    )


def _period(period: FieldworkPeriod, place: str, *, stands_in: bool) -> Document:
    handed_in = [f"{piece.title}. {piece.good}" for piece in period.deliverables]
    said = [period.purpose, plain(period.body), period.log_focus, *handed_in, *period.checkpoint]
    return Document(
        kind=FIELDWORK,
        ref=period.ref,
        language=period.language,
        title=period.title,
        body=" ".join(said),
        address=f"/courses/{period.course}/fieldwork/{period.id}",
        audience=MEMBERS,
        place=place,
        shelf=period.course,
        position=period.number,
        stands_in=stands_in,
    )


def _elective(course: Course, elective: Elective) -> Iterator[Document]:
    """With the first course that offers it; its page leads each trainee to their own."""
    home = f"/courses/{course.id}"
    for version in elective.versions:
        stands_in = version.language == elective.language
        with in_language(version.language):
            name = version.title.get(version.language)
            place = f"{_('Elective')} · {name}"
            told = [version.summary.get(version.language), version.guide.purpose]
            yield from _written(
                version.guide,
                Document(
                    kind=ELECTIVE,
                    ref=version.ref,
                    language=version.guide.language,
                    title=name,
                    body=" ".join([*told, plain(version.guide.body)]),
                    address=f"{home}/electives/{version.id}",
                    audience=MEMBERS,
                    shelf=version.ref,
                    stands_in=stands_in,
                ),
            )
            for lesson in version.lessons:
                found = _lesson(lesson, version.ref, course.id, place, stands_in=stands_in)
                yield from _written(lesson, found)
