"""Where a trainee stopped reading: noted with each page, offered again on any device."""

import re
from datetime import datetime
from typing import NamedTuple

from flask import request
from sqlalchemy import select

from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions.models import Enrolment, ReadingPlace
from lms.notes.pages import CoursePage, page_if_there

SECTION = re.compile(r"[\w-]{1,120}")


class Stopped(NamedTuple):
    """A page of the course, and the heading at which it was left."""

    page: CoursePage
    section: str
    heading: str

    @property
    def address(self) -> str:
        return f"{self.page.address}#{self.section}" if self.section else self.page.address


def stopped_at(trainee: Enrolment | None) -> Stopped | None:
    """Known from the reader's own enrolments: no statement."""
    place = trainee.stopped if trainee else None
    if trainee is None or place is None:
        return None
    page = page_if_there(course_or_404(trainee.edition.course_id), place.kind, place.ref)
    return Stopped(page, *_section(page, place.section)) if page else None


def _section(page: CoursePage, wanted: str) -> tuple[str, str]:
    """The heading, as long as the text has it."""
    found = [heading for heading in page.text.contents if wanted and heading.id == wanted]
    return (found[0].id, found[0].title) if found else ("", "")


def opened(trainee: Enrolment | None, kind: str, ref: str, *, at: datetime) -> None:
    """Note the page that is being opened; one that a device takes along unread is not."""
    if trainee is None or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return
    known, reader = trainee.stopped, trainee
    if known is None or (known.kind, known.ref) != (kind, ref):
        db.write_after(lambda: _keep(reader, kind, ref, at=at))


def left_at(trainee: Enrolment, kind: str, ref: str, section: str, *, at: datetime) -> None:
    """Note the heading at which the reader left the page; no such heading is the page's top."""
    _keep(trainee, kind, ref, section if SECTION.fullmatch(section) else "", at=at)


def _keep(trainee: Enrolment, kind: str, ref: str, section: str = "", *, at: datetime) -> None:
    new = ReadingPlace(enrolment_id=trainee.id, kind=kind, ref=ref, section=section, read_at=at)
    row = trainee.stopped
    if row is None:
        mine = select(ReadingPlace).where(ReadingPlace.enrolment_id == trainee.id)
        row = db.keep_once(new, mine)
    row.kind, row.ref, row.section, row.read_at = kind, ref, section, at
    db.session.flush()
