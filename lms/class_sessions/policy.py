from datetime import datetime

from lms.accounts.models import User
from lms.class_sessions.check_in import OPENS_BEFORE
from lms.class_sessions.models import ClassSession
from lms.editions import policy as editions
from lms.editions.models import Edition, Enrolment


def can_plan(user: User, edition: Edition) -> bool:
    """Whoever runs the edition makes its timetable and changes it."""
    return editions.can_run(user, edition)


def can_change(user: User, session: ClassSession) -> bool:
    return can_plan(user, session.edition) and session.cancelled_at is None


def can_hold(user: User, edition: Edition) -> bool:
    """Its trainers and whoever runs it see registers, sheets and codes."""
    return editions.can_follow(user, edition)


def can_mark(user: User, session: ClassSession, *, at: datetime) -> bool:
    """From shortly before the start on; never for what is to come, never what was cancelled."""
    begun = at >= session.starts_at - OPENS_BEFORE
    return can_hold(user, session.edition) and session.cancelled_at is None and begun


def can_mark_person(user: User, enrolment: Enrolment) -> bool:
    """Nobody marks themselves in a register, whatever else they are."""
    return enrolment.user_id != user.id
