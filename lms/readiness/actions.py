from datetime import datetime

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.db import db
from lms.placements.models import Placement
from lms.readiness.models import SupervisorWord


def say(placement: Placement, said: str, *, reasons: str, by: User, at: datetime) -> None:
    """From now on this counts; what was said before stays readable."""
    word = SupervisorWord(placement_id=placement.id, said=said, reasons=reasons, by_id=by.id, at=at)
    db.session.add(word)
    db.session.flush()
    audit.note("word.said", f"placement {placement.id}", by_id=by.id, at=at, said=said)
