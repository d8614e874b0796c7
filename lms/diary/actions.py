from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from lms.accounts.models import User
from lms.db import db
from lms.diary.models import DiaryPage
from lms.placements.models import Placement


class Written(NamedTuple):
    day: date
    body: str


class ChangedElsewhereError(Exception):
    """The page was changed in another window; `current` is what stands now."""

    def __init__(self, current: DiaryPage) -> None:
        super().__init__("the diary was changed elsewhere")
        self.current = current


class NotThisPageError(Exception):
    """The id is taken by somebody else's page."""


def keep(
    placement: Placement, page_id: UUID, written: Written, *, owner: User, seen: int, at: datetime
) -> DiaryPage:
    """A new page, or the page as it is now; the same sent twice is kept once.

    `seen` is the version it was written over, 0 for none; raises ChangedElsewhereError when
    another stands there, NotThisPageError when it is not this person's.
    """
    row = db.session.get(DiaryPage, page_id, with_for_update=True)
    if row is None:
        row = DiaryPage(id=page_id, placement_id=placement.id, owner_id=owner.id, written_at=at)
        row.day, row.body = written
        db.session.add(row)
    elif (row.owner_id, row.placement_id) != (owner.id, placement.id):
        raise NotThisPageError
    elif (row.day, row.body) != written:
        if row.version != seen:
            raise ChangedElsewhereError(row)
        (row.day, row.body), row.written_at = written, at
    db.session.flush()
    return row


def remove(page: DiaryPage) -> None:
    """It is its owner's alone, so nothing of it stays."""
    db.session.delete(page)
    db.session.flush()
