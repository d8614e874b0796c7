from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model
from lms.forum.models import Topic


class Departure(Model):
    """Posts that stood side by side, `count` of them from number `no` on, went to a new topic."""

    __tablename__ = "topic_departure"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey(Topic.id), index=True)
    no: Mapped[int]
    count: Mapped[int]
    to_id: Mapped[int] = mapped_column(ForeignKey(Topic.id), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    at: Mapped[datetime]
