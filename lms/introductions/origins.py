"""An introduction as the origin of an initiative, for those who met by it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.session import me
from lms.db import db
from lms.i18n import language
from lms.initiatives.origins import Kind, Origin, can_be_origin
from lms.introductions import queries


def _find(number: int) -> Origin | None:
    row = db.session.scalars(queries.seen_by(number, me())).one_or_none()
    if row is None or row.asked is None or not row.is_accepted:
        return None
    title = _("%(one)s meets %(other)s", one=row.asker.name, other=row.asked.name)
    return Origin(title, f"/benchmarks/introductions/{row.id}", language())


can_be_origin(
    "introduction", Kind("introduction_id", _l("an introduction between two projects"), _find)
)
