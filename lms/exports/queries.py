from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.editions.models import Edition
from lms.exports.models import Export
from lms.jobs.models import Job


def waiting(
    user: User, edition: Edition, kind: str, asked: str, *, since: datetime
) -> Select[Export]:
    """What this person has asked for already and what is still being made."""
    given_up = select(Job.id).where(Job.state == "dead")
    return select(Export).where(
        Export.user_id == user.id,
        Export.edition_id == edition.id,
        Export.kind == kind,
        Export.asked == asked,
        Export.ready_at.is_(None),
        Export.asked_at > since,
        Export.job_id.not_in(given_up),
    )


def whole(export_id: int) -> Select[Export]:
    people = joinedload(Export.user), joinedload(Export.edition)
    return select(Export).options(*people).where(Export.id == export_id)


def mine(user: User, export_id: int) -> Select[Export]:
    """Nobody else finds it."""
    return whole(export_id).where(Export.user_id == user.id)


def has_failed(export: Export) -> Select[int]:
    """Its job was tried as often as jobs are."""
    return select(Job.id).where(Job.id == export.job_id, Job.state == "dead")
