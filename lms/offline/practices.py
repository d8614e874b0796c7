"""What was answered without a connection becomes an attempt when it arrives."""

from datetime import datetime

from lms.learning import attempts
from lms.learning.answers import Sheet
from lms.learning.models import Enrolment, QuizAttempt
from lms.learning.papers import Paper


def sheet_name(trainee: Enrolment, paper: Paper) -> str:
    """The lines of a form that waits draw lots for one trainee and one quiz."""
    return f"practice:{trainee.id}:{paper.ref}"


def finish(trainee: Enrolment, paper: Paper, sheet: Sheet, *, at: datetime) -> QuizAttempt:
    """Its answers close the attempt that is open, else a new one."""
    attempt = attempts.start(trainee, paper, at=at)
    return attempts.finish(attempt, paper, sheet.answers, at=at)
