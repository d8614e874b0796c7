from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model
from lms.editions.models import Enrolment


class LessonCompletion(Model):
    """The trainee says: I have worked through this lesson. `lesson` is a content ref."""

    __tablename__ = "lesson_completion"
    __table_args__ = (UniqueConstraint("enrolment_id", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    lesson: Mapped[str]
    completed_at: Mapped[datetime]
