"""Keep a rubric as it is now, so that grades given by it stay what they are."""

from datetime import datetime

from sqlalchemy import select

from lms.content.rubric import Rubric
from lms.db import db
from lms.grading.models import PinnedRubric


def pin(rubric: Rubric, *, at: datetime) -> PinnedRubric:
    """Its copy as a row; the same content is the same row."""
    known = select(PinnedRubric).where(PinnedRubric.digest == rubric.digest)
    row = db.session.scalars(known).one_or_none()
    if row is not None:
        return row
    content = rubric.model_dump(mode="json")
    new = PinnedRubric(digest=rubric.digest, rubric_id=rubric.id, content=content, pinned_at=at)
    return db.keep_once(new, known)
