"""What was answered without a connection becomes an attempt when it arrives."""

from datetime import datetime

from lms.editions.models import Enrolment
from lms.quizzes import attempts
from lms.quizzes.answers import Sheet
from lms.quizzes.models import QuizAttempt
from lms.quizzes.papers import Paper


def sheet_name(trainee: Enrolment, paper: Paper) -> str:
    """The lines of a form that waits draw lots for one trainee and one quiz."""
    return f"practice:{trainee.id}:{paper.ref}"


def finish(trainee: Enrolment, paper: Paper, sheet: Sheet, *, at: datetime) -> QuizAttempt:
    """Its answers close the attempt that is open, else a new one."""
    attempt = attempts.start(trainee, paper, at=at)
    return attempts.finish(attempt, paper, sheet.answers, at=at)
