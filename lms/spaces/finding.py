"""The spaces of the reader of this request, with those of their editions that are not used yet."""

import re
from collections.abc import Sequence

from lms import clock
from lms.accounts.access import not_here
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.roles import my_enrolments
from lms.spaces import actions, queries
from lms.spaces.models import Space
from lms.spaces.readers import Reader

OF_EDITION = re.compile(r"edition-(\d{1,9})")


def the_space(slug: str, reader: Reader) -> Space:
    """Where there is none that the reader sees, a 404; a visitor is asked to sign in."""
    found = db.session.scalars(*queries.space_at(slug, reader)).one_or_none()
    if found is not None:
        return found
    edition = OF_EDITION.fullmatch(slug)
    if edition is None or reader.person is None:
        not_here()
    return actions.of_edition(the_edition(int(edition[1])), at=clock.now())


def my_spaces(reader: Reader) -> Sequence[Space]:
    """One statement."""
    known = list(db.session.scalars(*queries.spaces_of(reader)))
    used = {space.edition_id for space in known}
    mine = {row.edition.id: row.edition for row in my_enrolments()}
    unused = [row for number, row in mine.items() if number not in used]
    return known + [actions.of_edition(edition, at=clock.now()) for edition in unused]
