"""What waits, for tests: Ana sends it, somebody decides."""

from uuid import uuid4

from sqlalchemy import func, select

from lms.db import db
from lms.forum.held.models import HeldWriting
from lms.forum.models import Post, Topic
from tests.people import People
from tests.visitor import Visitor

SPAM = "Fees are cheap at https://fees.example/now."


def written(**changed: str) -> dict[str, str]:
    return {"key": str(uuid4()), "body": SPAM, "language": "en"} | changed


def posts() -> int:
    return db.session.scalar(select(func.count()).select_from(Post)) or 0


def the_held() -> HeldWriting:
    return db.session.scalars(select(HeldWriting)).one()


def sent(visitor: Visitor, people: People, topic: Topic, **changed: str) -> HeldWriting:
    """By Ana, from the form of the topic."""
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", written(**changed))
    return the_held()


def decided(visitor: Visitor, row: HeldWriting, outcome: str, **changed: object) -> None:
    form = {"seen": row.version, "outcome": outcome, "reason": ""} | changed
    visitor.post(f"/forum/held/{row.id}/decisions", form)
