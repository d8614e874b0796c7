"""What a device fetches to take a day along, told as JSON; its pages are the usual ones."""

from flask import abort, current_app, jsonify, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.assets import Assets
from lms.catalog.find import course_or_404, day_or_404, elective_or_404, period_or_404
from lms.class_sessions import policy as sessions
from lms.class_sessions.dates import timetable_of
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
from lms.db import db
from lms.editions.class_days import ClassDay, days_of
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.editions.roles import my_traineeship
from lms.learning.panels import Taught
from lms.logbook.own_queries import own_placements
from lms.offline.packs import Pack, pack_of
from lms.offline.programme_days import pack_of_day
from lms.offline.views import bp
from lms.placements.calendar import stretch_number, stretches_of
from lms.placements.finding import local_today
from lms.placements.models import RUNNING, Placement
from lms.stretches.views.finding import address_of
from lms.study_visits.days import the_day
from lms.study_visits.packs import pack_of as file_of

WHOLE = ("app.css", "favicon.svg", "icons/sprite.svg")


@bp.get("/offline/packs/courses/<course_id>/days/<day_id>")
@bp.get("/offline/packs/courses/<course_id>/electives/<elective_id>")
@bp.get("/offline/packs/courses/<course_id>/fieldwork/<period_id>")
@open_to(Audience.MEMBERS)
def pack(course_id: str, **piece: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    return _told(my_pack(course, _piece(course, **piece)), [])


def _piece(
    course: Course, *, day_id: str = "", elective_id: str = "", period_id: str = ""
) -> Taught:
    if day_id:
        return day_or_404(course, day_id)
    if elective_id:
        return elective_or_404(course, elective_id)
    return period_or_404(course, period_id)


@bp.get("/offline/packs/editions/<int:edition_id>/days/<int:number>")
@open_to(Audience.MEMBERS)
def edition_pack(edition_id: int, number: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    when = next((day for day in days_of(edition) if day.number == number), None) or abort(404)
    found = my_pack(course_or_404(edition.course_id), when.day, edition, when)
    return _told(found, _registers(edition, when))


def my_pack(
    course: Course, piece: Taught, edition: Edition | None = None, when: ClassDay | None = None
) -> Pack:
    """As the reader may use it: who is no trainee of the course has no quiz to practise."""
    takes_quiz = my_traineeship(course.id) is not None
    return pack_of(course, piece, href=_href(course, piece, edition, when), takes_quiz=takes_quiz)


def _href(course: Course, piece: Taught, edition: Edition | None, when: ClassDay | None) -> str:
    if edition is not None and when is not None:
        return url_for("learning.edition_day", edition_id=edition.id, number=when.number)
    if isinstance(piece, FieldworkPeriod):
        return url_for("learning.period", course_id=course.id, period_id=piece.id)
    if isinstance(piece, Elective):
        return url_for("learning.elective", course_id=course.id, elective_id=piece.id)
    return url_for("learning.day", course_id=course.id, day_id=piece.id)


@bp.get("/offline/packs/programmes/<int:programme_id>/days/<day>")
@open_to(Audience.MEMBERS)
def programme_day(programme_id: int, day: str) -> ResponseReturnValue:
    this = the_day(programme_id, day)
    return _told(pack_of_day(this, file_of(this)), [])


def _told(found: Pack, registers: list[str]) -> ResponseReturnValue:
    """Forms to write in come along; they have no text of the course, so no version of their own."""
    parts = [part._asdict() for part in found.parts]
    forms = [{"addresses": [href], "source": href, "version": ""} for href in _forms() + registers]
    return jsonify(
        place=found.place,
        title=found.title,
        href=found.href,
        version=found.version,
        files=_files(),
        parts=parts + forms,
    )


def _forms() -> list[str]:
    """A log entry can be written where the reader's fieldwork runs; a refusal ends a pack."""
    rows = db.session.execute(*own_placements(me())).all()
    diaries = [url_for("diary.new_page", placement_id=row[0].id) for row in rows]
    running = [row[0] for row in rows if row[0].state in RUNNING]
    pages = ("logbook.new_quick_note", "logbook.new_entry")
    entries = [url_for(page, placement_id=one.id) for one in running for page in pages]
    return diaries + entries + [_this_week(placement) for placement in running]


def _this_week(placement: Placement) -> str:
    """Or month: there its reflection is written."""
    this = stretches_of(placement)[stretch_number(placement, local_today(placement)) - 1]
    return address_of(placement, this)


def _registers(edition: Edition, when: ClassDay) -> list[str]:
    """For who holds the day, where its attendance can be taken by now."""
    if not sessions.can_hold(me(), edition):
        return []
    rows = [row for row in timetable_of(edition) if row.day == when.day.ref]
    return [
        url_for("class_sessions.attendance", edition_id=edition.id, number=row.id)
        for row in rows
        if sessions.can_mark(me(), row, at=clock.now())
    ]


def _files() -> list[str]:
    """What any page needs: with the scripts of them all, no page taken along lacks one."""
    assets: Assets = current_app.extensions["assets"]
    return [*WHOLE, *sorted(name for name in assets.files if name.startswith("js/"))]
