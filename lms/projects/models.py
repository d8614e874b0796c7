from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Project(Model):
    """A cluster or network under development; kinds and states as on the programme's map.

    `rough_place` is latitude and longitude in hundredths of a degree, or empty. `sector` says what
    is made, `branch` to which of `lms.projects.branches` that belongs, if to any.
    """

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("kind IN ('cluster', 'horizontal', 'vertical')", name="kind"),
        CheckConstraint("status IN ('under_design', 'ongoing', 'completed')", name="status"),
        CheckConstraint("length(name) <= 120", name="name_length"),
        CheckConstraint("length(place) <= 120", name="place_length"),
        CheckConstraint("length(sector) <= 120", name="sector_length"),
        CheckConstraint("length(summary) <= 800", name="summary_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    place: Mapped[str]
    country: Mapped[str]
    rough_place: Mapped[str] = mapped_column(default="")
    sector: Mapped[str]
    branch: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="ongoing")
    summary: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
