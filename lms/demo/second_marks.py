"""Weeks that two people mark: one was agreed on, one still waits for its second mark."""

from datetime import timedelta

from flask import current_app

from lms.config import Settings
from lms.content.award import SecondMarking
from lms.content.course import Course
from lms.db import db
from lms.demo.logs import Log, Spec
from lms.demo.world import World
from lms.second_marks import actions, queries
from lms.second_marks.actions import Said


def course_of(world: World, author: str, spec: Spec) -> Course:
    """Only the fieldwork that the texts name began under the rule."""
    course = world.course_of(author)
    if "marked_twice" in spec:
        return course
    return course.model_copy(update={"second_marking": SecondMarking(share=0)})


def settle(log: Log, target: str, spec: Spec) -> None:
    """As the text has it; what the lot drew besides was given the same levels again."""
    query = queries.drawn(log.placement.id, target)
    row = db.session.scalars(query).unique().one_or_none()
    if row is None or "waits" in spec:
        return
    row.placement, first, assessor = log.placement, row.first, log.assessor
    day = first.at + timedelta(days=1)
    levels = {name: int(level) for name, level in spec.get("levels", first.levels).items()}
    comment = spec.get("comment", first.comment)
    settings: Settings = current_app.extensions["settings"]
    with current_app.test_request_context(base_url=settings.public_url, method="POST"):
        if actions.mark(row, levels, comment, by=assessor, at=day):
            return
        said = Said(levels, spec["together"], spec["reason"])
        actions.propose(row, said, by=log.supervisor, at=day + timedelta(hours=3))
        seen = len(row.opinions)
        actions.agree(row, seen=seen, by=assessor, at=day + timedelta(hours=5))
