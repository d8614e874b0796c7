"""What a reader finds after topics were put in order."""

from collections.abc import Sequence

from sqlalchemy import select

from lms import clock
from lms.accounts.pace import Pace
from lms.arranging.indexing import INDEX
from lms.db import db
from lms.forum.models import Post, Topic
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from tests.visitor import Visitor


def posts(topic: Topic) -> Sequence[Post]:
    query = select(Post).where(Post.topic_id == topic.id).order_by(Post.no)
    return db.session.scalars(query).all()


def shown(visitor: Visitor) -> list[str]:
    return [post.attrs["id"] for post in visitor.all("article.post")]


def left(visitor: Visitor) -> list[str]:
    return [" ".join(node.to_text().split()) for node in visitor.all(".post-left")]


def found(visitor: Visitor, words: str) -> list[str]:
    visitor.app.extensions["pace"] = Pace()  # these readers are slower than the test
    visitor.get(f"/search?q={words}")
    return [node.attrs["href"] for node in visitor.all(".hit-title a")]


def do_jobs() -> None:
    db.session.commit()
    for number in db.session.scalars(_WAITING).all():
        assert jobs.run(number, at=clock.now())


_WAITING = select(Job.id).where(Job.state == "waiting", Job.kind == INDEX)
