"""Discussions for tests."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from lms.case_studies import discussing
from lms.case_studies.post_models import CasePost
from lms.db import db
from tests.people import People
from tests.visitor import Visitor

CASE = "bagru"


def place(people: People, act: str = "/discussion", case_id: str = CASE) -> str:
    return f"/editions/{people.edition.id}/case-studies/{case_id}{act}"


def a_post(people: People, body: str = "Who paid?", **changes: Any) -> CasePost:
    known = {
        "key": uuid4(),
        "reply_to": None,
        "by": people.trainee,
        "at": datetime.now().astimezone(),
    }
    post = discussing.post(people.edition, CASE, body=body, **known | changes)
    db.session.commit()
    return post


def posts(visitor: Visitor) -> list[str]:
    return [" ".join(node.to_text().split()) for node in visitor.all(".post .prose")]
