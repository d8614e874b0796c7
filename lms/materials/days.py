"""The class days of an edition by number; their dates do not matter here."""

from collections.abc import Iterator

from lms.catalog.find import course_or_404
from lms.content.class_day import Day
from lms.editions.models import Edition


def numbered_days(edition: Edition) -> Iterator[tuple[int, Day]]:
    yield from enumerate(course_or_404(edition.course_id).days, 1)
