"""The demo world hands in deliverables in every state."""

from collections import Counter

from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.deliverables.models import Deliverable
from lms.editions.models import Enrolment
from lms.placements.models import Placement


def test_each_state_is_to_be_seen(app: Flask) -> None:
    query = (
        select(User.email, Deliverable.name, Deliverable.state, Deliverable.times_submitted)
        .join(Placement, Deliverable.placement_id == Placement.id)
        .join(Enrolment, Placement.enrolment_id == Enrolment.id)
        .join(User, Enrolment.user_id == User.id)
    )
    rows = [(row[0].partition("@")[0], *row[1:]) for row in db.session.execute(query)]

    assert {row[1:] for row in rows if row[0] == "trainee"} == {
        ("d1-site-note", "released", 1),
        ("d2-actor-map", "submitted", 2),
        ("d3a-diagnosis-production", "draft", 0),
    }
    done = Counter(row[2] for row in rows if row[0] == "trainee3")
    assert done == {"released": 13}
    assert {row[2] for row in rows if row[0] == "trainee-horizontal"} == {"released"}
    assert ("trainee-vertical", "c-d4-round-table-minutes", "submitted", 1) in rows
