from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.content.phrases import LONGEST
from lms.db import Model, no_longer_than


class Phrase(Model):
    """One sentence or three, for whoever keeps them; {blanks} are filled in before it is sent.

    `step` is the step of the process that it is about, empty for any.
    """

    __tablename__ = "phrase"
    __table_args__ = (UniqueConstraint("owner_id", "text"), no_longer_than(LONGEST, "text"))

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    text: Mapped[str]
    step: Mapped[str] = mapped_column(default="")
    kept_at: Mapped[datetime]
