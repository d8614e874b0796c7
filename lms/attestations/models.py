from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.certificates.models import LONGEST_WHY, Paper, one_standing
from lms.db import Model, no_longer_than
from lms.programmes.models import Participation


class Attestation(Paper, Model):
    """That somebody took part in a programme; later changes of it do not reach the paper.

    `minutes` are those attended, `of_minutes` those of the agenda.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        no_longer_than(LONGEST_WHY, "revoked_why"),
        CheckConstraint("minutes BETWEEN 1 AND of_minutes", name="minutes"),
        one_standing("attestation", "participation_id"),
    )

    participation_id: Mapped[int] = mapped_column(ForeignKey(Participation.id), index=True)
    participation: Mapped[Participation] = relationship()
    programme_name: Mapped[str]
    place: Mapped[str]
    country: Mapped[str]
    of_minutes: Mapped[int]
    issued_on: Mapped[date]
