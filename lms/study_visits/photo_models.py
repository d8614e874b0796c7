from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.awaited.models import Awaited, checks_of_what_is_awaited
from lms.db import Model
from lms.files.models import KeptFile, checks_of_a_file
from lms.files.room import counts_in_room
from lms.study_visits.models import Observation

MOST = 3  # of one observation


@counts_in_room
class PhotoFile(KeptFile, Model):
    """What the server made of a photo."""

    __tablename__ = "visit_photo_file"
    __table_args__ = (Index("ix_visit_photo_file_by_id", "by_id"), *checks_of_a_file())


class Photo(Awaited, Model):
    """A photo of an observation. Who may see it is asked anew each time (`photo_queries`)."""

    __tablename__ = "visit_photo"
    __table_args__ = (
        UniqueConstraint("observation_id", "digest"),
        *checks_of_what_is_awaited(),
    )

    observation_id: Mapped[UUID] = mapped_column(ForeignKey(Observation.id))
    observation: Mapped[Observation] = relationship()
    file_id: Mapped[int | None] = mapped_column(ForeignKey(PhotoFile.id), index=True)
    file: Mapped[PhotoFile | None] = relationship()
