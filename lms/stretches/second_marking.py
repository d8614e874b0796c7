"""A week or month that was drawn: what the second marker reads, and how its mark is shown."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import User
from lms.content import library
from lms.db import db
from lms.intakes.spans import MONTH
from lms.logbook import queries as logbook_queries
from lms.placements import record
from lms.placements.calendar import Stretch, stretches_of
from lms.second_marks.models import Opinion, SecondMark
from lms.second_marks.subjects import Kind, Work, tell
from lms.stretches.models import Assessment
from lms.stretches.reflections import reflection_on


def name(row: SecondMark) -> Work:
    unit, _colon, number = row.subject.partition(":")
    title = _("Month %(number)s", number=number)
    if unit != MONTH:
        title = _("Week %(number)s", number=number)
    href = url_for(
        "stretches.stretch", placement_id=row.placement_id, units=f"{unit}s", number=number
    )
    return Work(title, href)


def show(row: SecondMark, reader: User) -> Work:
    """Its entries and its reflection, in full."""
    named, this, placement = name(row), _stretch_of(row), row.placement
    query = logbook_queries.entries_between(placement, reader, this.first, this.last).options(
        logbook_queries.WITH_PEOPLE
    )
    about = {
        "entries": db.session.scalars(query).unique().all(),
        "reflection": db.session.scalars(reflection_on(placement, this)).one_or_none(),
        "stretch": this,
        "framework": library().framework,
    }
    return Work(named.title, named.href, "stretches/_to_mark.html", about)


def _stretch_of(row: SecondMark) -> Stretch:
    return next(one for one in stretches_of(row.placement) if one.target == row.subject)


def release(row: SecondMark, holds: Opinion, by: User, at: datetime) -> None:
    """The trainee sees what holds, under the name of who marked first."""
    query = select(Assessment).where(
        Assessment.placement_id == row.placement_id, Assessment.target == row.subject
    )
    assessment = db.session.scalars(query).one()
    assessment.levels, assessment.comment = dict(holds.levels), holds.comment
    assessment.released_at = at
    db.session.flush()
    details = {
        "target": row.subject,
        "rubric": assessment.rubric_digest,
        "levels": assessment.levels,
    }
    record.note("stretch.assessed", row.placement_id, by=by, at=at, **details)


for _unit in ("week", "month"):
    tell(_unit, Kind(name, show, release))
