"""A note as the origin of an initiative."""

from flask_babel import lazy_gettext as _l

from lms.accounts.session import me_or_none
from lms.db import db
from lms.experience import queries
from lms.initiatives.origins import Kind, Origin, can_be_origin


def _find(number: int) -> Origin | None:
    row = db.session.scalars(queries.note(number, me_or_none())).one_or_none()
    if row is None or row.current is None or not row.is_read:
        return None
    return Origin(row.current.title, f"/notes/{row.id}", row.current.language)


can_be_origin("note", Kind("note_id", _l("an experience note that is not published"), _find))
