"""What trainees do with their deliverables: always with the work taken up, so that others wait."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import User
from lms.db import db
from lms.deliverables import queries
from lms.deliverables.models import MOST_FILES, Deliverable, DeliverableFile, DeliverableVersion
from lms.deliverables.states import EDITABLE, TRAINEE, WITH_GRADERS, MovedOnError, move
from lms.editions.models import Edition
from lms.files import actions as files
from lms.files.actions import Received
from lms.placements.models import Placement


class StaleTextError(Exception):
    """The text was changed on another device; `current` is what stands now."""

    def __init__(self, current: Deliverable) -> None:
        super().__init__("the text was changed elsewhere")
        self.current = current


class NothingToHandInError(Exception):
    """Neither a text nor a file."""


class TooManyFilesError(Exception):
    """More than one version can carry."""


def take_up(placement: Placement, name: str) -> Deliverable:
    """The work as it stands now, begun if it was not; who else changes it waits."""
    db.hold(placement)
    query = queries.work_on(placement, name).execution_options(populate_existing=True)
    return db.session.scalars(query).unique().one_or_none() or _begun(placement, name)


def _begun(placement: Placement, name: str) -> Deliverable:
    work = Deliverable(
        id=uuid4(),
        placement_id=placement.id,
        name=name,
        state="draft",
        text="",
        edits=0,
        times_submitted=0,
    )
    for related in ("files", "versions"):
        set_committed_value(work, related, [])
    return work


def write(work: Deliverable, text: str, *, seen: int) -> None:
    """Keep the text in hand. `seen` is the count of edits that the writing started from.

    Raises StaleTextError when another text stands there now, MovedOnError when the work is with
    those who grade it. The same text sent again changes nothing.
    """
    if work.text != text:
        _stay_editable(work)
        if work.edits != seen:
            raise StaleTextError(work)
        work.text = text
        work.edits += 1
    db.session.add(work)
    db.session.flush()


def add_file(
    work: Deliverable, received: Received, *, edition: Edition, by: User, at: datetime
) -> None:
    """Put a file into the next version; one that is there already is not added again."""
    stored = files.keep(received, edition, by=by, at=at)
    if stored.id in {row.file_id for row in in_hand(work)}:
        return
    _stay_editable(work)
    if len(in_hand(work)) >= MOST_FILES:
        raise TooManyFilesError
    row = DeliverableFile(
        deliverable_id=work.id, file=stored, first_version=work.times_submitted + 1
    )
    db.session.add(row)
    db.session.flush()
    set_committed_value(work, "files", [*work.files, row])


def remove_file(work: Deliverable, file_id: int) -> None:
    """Leave a file out of the next version; earlier versions keep it."""
    _stay_editable(work)
    for row in in_hand(work):
        if row.file_id == file_id and row.first_version > work.times_submitted:
            db.session.delete(row)
        elif row.file_id == file_id:
            row.left_version = work.times_submitted + 1
    db.session.flush()


def hand_in(work: Deliverable, *, attempt: int, at: datetime) -> None:
    """Make text and files in hand the next version.

    `attempt` says how often it had been handed in when the page was opened. A form that arrives
    twice hands in once, even if the work has come back in between.
    """
    if work.times_submitted != attempt:
        if work.state in WITH_GRADERS:
            return
        raise StaleTextError(work)
    if not (work.text or in_hand(work)):
        raise NothingToHandInError
    move(work, "submitted", TRAINEE)
    work.times_submitted += 1
    work.submitted_at = at
    db.session.add(
        DeliverableVersion(
            deliverable_id=work.id, number=work.times_submitted, text=work.text, submitted_at=at
        )
    )
    db.session.flush()


def in_hand(work: Deliverable) -> list[DeliverableFile]:
    """The files that will be in the next version."""
    return [row for row in work.files if row.left_version is None]


def _stay_editable(work: Deliverable) -> None:
    if work.state not in EDITABLE:
        raise MovedOnError(f"a change of what is {work.state}")
