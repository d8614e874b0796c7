from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model
from lms.editions.models import Enrolment


class QuizAttempt(Model):
    """One go at a quiz. `score` and `most` are questions right and questions asked.

    `day` is the ref of what is answered. `asked` names the questions where those may change
    between one attempt and the next, else the ref says them.
    """

    __tablename__ = "quiz_attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "day", "number"),
        CheckConstraint("score BETWEEN 0 AND most", name="score"),
        CheckConstraint("finished_at >= started_at", name="finished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    day: Mapped[str]
    number: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    score: Mapped[int] = mapped_column(default=0)
    most: Mapped[int]
    passed: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    answers: Mapped[list["QuizAnswer"]] = relationship(
        order_by="QuizAnswer.id", passive_deletes=True
    )


class QuizAnswer(Model):
    """What was answered to one question, and whether it was right when it was marked."""

    __tablename__ = "quiz_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id, ondelete="CASCADE"))
    question: Mapped[str]
    answer: Mapped[Any] = mapped_column(JSON)
    right: Mapped[bool]
    answered_at: Mapped[datetime]
