"""What the rules of a placement ask, and what its log shows of it: the table behind the cover."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from lms.content import library
from lms.deliverables.asked import Piece, pieces_of
from lms.i18n import language, show_hours, show_percent
from lms.intakes.spans import MONTH
from lms.logbook.field_share import field_share
from lms.logbooks.contents import Logbook
from lms.placements.calendar import asked_of, unit_of
from lms.placements.models import Placement
from lms.stretches.reflections import CALLS, REFLECTIONS, Minima, minima_of


class Requirement(NamedTuple):
    title: str
    asked: str
    reached: str
    is_met: bool


class Work(NamedTuple):
    """A deliverable and its state, as its author may know it."""

    piece: Piece
    state: str


def works_of(book: Logbook) -> list[Work]:
    """In the order of the course, in the language of the page."""
    course = library().courses[book.placement.requirement_set.course_id]
    pieces = pieces_of(book.placement, course.in_language(language()))
    return [Work(piece, book.works.get(piece.name, "")) for piece in pieces]


def requirements_of(book: Logbook) -> list[Requirement]:
    chapters = {row.stretch.target: row for row in book.chapters}
    reflected = {target for target, row in chapters.items() if row.reflection}
    idle = {target for target, row in chapters.items() if row.idle}
    minima = minima_of(book.placement, _days(book), reflected, idle)
    asked = {number for period in asked_of(book.placement) for number in period.numbers}
    held = [row for number, row in minima.items() if number in asked and not row.is_idle]
    return [
        *_hours(book),
        *_regular(book.placement, held),
        *_counted(book, len(held)),
    ]


def _days(book: Logbook) -> Iterator[tuple[date, str, int]]:
    found = Counter(
        (entry.activity_date, entry.current.category)
        for chapter in book.chapters
        for entry in chapter.entries
        if entry.current
    )
    return ((day, category, count) for (day, category), count in found.items())


def _hours(book: Logbook) -> Iterator[Requirement]:
    required, approved = book.placement.requirement_set.required_minutes, book.hours.approved
    yield Requirement(
        _("Approved hours"), show_hours(required), show_hours(approved), approved >= required
    )
    if share := field_share(book.placement, book.minutes):
        yield Requirement(
            _("Of these in the field"),
            _("at least %(share)s", share=show_percent(share.least)),
            show_percent(share.percent),
            share.is_met,
        )


def _regular(placement: Placement, held: Sequence[Minima]) -> Iterator[Requirement]:
    """In how many weeks or months there was as much as each of them asks."""
    least = held[0].entries_min if held else 0
    for title, asked, enough in (
        (_("Entries"), least, [row.entries >= row.entries_min for row in held]),
        (_("Talks with the supervisor"), CALLS, [row.calls >= CALLS for row in held]),
        (_("Reflections"), REFLECTIONS, [row.reflections >= REFLECTIONS for row in held]),
    ):
        yield Requirement(title, _each(placement, asked), _in_so_many(enough), all(enough))


def _counted(book: Logbook, held: int) -> Iterator[Requirement]:
    by_month = unit_of(book.placement) == MONTH
    milestones = {period.milestone for period in asked_of(book.placement) if period.milestone}
    works = [work.state == "released" for work in works_of(book)]
    for title, asked, reached in (
        (
            _("Months assessed") if by_month else _("Weeks assessed"),
            held,
            sum(row.assessment is not None and row.idle is None for row in book.chapters),
        ),
        (_("Milestones reached"), len(milestones), len(milestones & book.opened)),
        (_("Deliverables graded"), len(works), sum(works)),
    ):
        if asked:
            yield Requirement(title, str(asked), str(reached), reached >= asked)


def _each(placement: Placement, least: int) -> str:
    if unit_of(placement) == MONTH:
        return _("%(num)s a month", num=least)
    return _("%(num)s a week", num=least)


def _in_so_many(enough: Sequence[bool]) -> str:
    return _("in %(reached)s of %(all)s", reached=sum(enough), all=len(enough))
