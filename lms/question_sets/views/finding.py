"""What the addresses of question sets name, found as the reader may see it; 404 otherwise."""

from flask import abort, request

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.question_sets import policy, queries
from lms.question_sets.models import QuestionFile, QuestionSet


def the_edition_to_prepare(edition_id: int) -> Edition:
    """403 for those who are in the edition and do not teach it."""
    edition = the_edition(edition_id)
    allow(policy.can_prepare(me(), edition))
    return edition


def the_set(edition_id: int, set_id: int) -> tuple[Edition, QuestionSet]:
    """With its questions, for who prepares it."""
    edition = the_edition_to_prepare(edition_id)
    return edition, db.find_or_404(queries.set_page(edition, set_id))


def the_file(row: QuestionSet, file_id: int) -> QuestionFile:
    return db.find_or_404(queries.file_of(row, file_id))


def whole_number(written: str, *, most: int = 9999) -> int | None:
    """What was typed or stands in an address, if it is a small number."""
    if not (written.isascii() and written.isdecimal()) or len(written) > 9:  # noqa: PLR2004
        return None
    return int(written) if int(written) <= most else None


def first_of(count: int) -> int:
    """Which question of so many a page begins with: `from=10`."""
    first = whole_number(request.args.get("from", "0"))
    return first if first is not None and first < max(count, 1) else abort(404)
