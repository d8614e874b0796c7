"""What is due goes along when an edition is copied or moved, and so does more time for some."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import update

from lms.db import db
from lms.editions.models import Edition
from lms.extensions import queries
from lms.extensions.models import DueDate, Extension
from lms.extensions.works import tasks_in, tasks_of_course
from lms.intakes.dates import Shift
from lms.intakes.parts import Copying, Dated, Moving, foreseen, when_copied, when_moved


@when_copied
def copy_dates(copying: Copying) -> None:
    """Of the work of the course: quizzes of the edition itself are not copied, nor more time."""
    works = {task.work for task in tasks_of_course(copying.edition)}
    db.session.add_all(
        DueDate(
            edition_id=copying.copy.id,
            kind=row.kind,
            ref=row.ref,
            due_on=copying.shift.of(row.due_on),
        )
        for row in db.session.scalars(queries.dates_in(copying.edition))
        if (row.kind, row.ref) in works
    )


@foreseen
def dates_to_move(edition: Edition, shift: Shift) -> Iterable[Dated]:
    rows = _due_from(edition, shift)
    titles = {task.work: task.title for task in tasks_in(edition)} if rows else {}
    return [
        Dated(
            _("Due: %(work)s", work=titles.get((row.kind, row.ref), row.ref)),
            row.due_on,
            shift.of(row.due_on),
        )
        for row in rows
    ]


@when_moved
def move_dates(moving: Moving) -> None:
    """Who had more time keeps it: their days go as far as everybody's. One statement to read."""
    found = db.session.execute(queries.days_from(moving.edition, moving.shift.from_on)).all()
    for table, column in ((DueDate, "due_on"), (Extension, "until_on")):
        rows = [
            {"id": row.id, column: moving.shift.of(row.on)}
            for row in found
            if row.table == table.__tablename__
        ]
        if rows:
            db.session.execute(update(table), rows)


def _due_from(edition: Edition, shift: Shift) -> Sequence[DueDate]:
    query = queries.dates_in(edition).where(DueDate.due_on >= shift.from_on)
    return db.session.scalars(query.order_by(DueDate.due_on, DueDate.id)).all()
