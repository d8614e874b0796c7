from uuid import UUID

from sqlalchemy import Select, select

from lms.accounts.models import User
from lms.diary.models import DiaryPage
from lms.placements.models import Placement

PAGE = 30


def pages_of(placement: Placement, owner: User) -> Select[DiaryPage]:
    """What this person wrote beside this fieldwork, the newest day first."""
    return (
        select(DiaryPage)
        .where(DiaryPage.placement_id == placement.id, DiaryPage.owner_id == owner.id)
        .order_by(DiaryPage.day.desc(), DiaryPage.written_at.desc())
    )


def page_of(placement: Placement, page_id: UUID, owner: User) -> Select[DiaryPage]:
    return pages_of(placement, owner).where(DiaryPage.id == page_id)
