"""Every page has its row in the table of who may open what, and the suspended open nothing more."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from lms.db import db
from tests.access_table import ANSWERS, TABLE, WHO
from tests.people import People
from tests.scene import Scene, a_scene
from tests.visitor import Visitor

ELSEWHERE = {"static", "catalog.media", "case_studies.media"}  # files; no person is asked for


@pytest.fixture
def scene(people: People) -> Scene:
    for name in WHO[1:]:
        assert getattr(people, name)
    return a_scene(people)


def test_a_suspended_person_is_a_visitor(app: Flask, people: People, scene: Scene) -> None:
    visitor = Visitor(app).signed_in(people.administrator)
    people.administrator.suspended_at = datetime.now(UTC)
    db.session.commit()

    for row, answers in TABLE.items():
        assert visitor.status_of(scene.address(row)) == ANSWERS[answers[0]], row


def test_every_page_has_its_row(app: Flask, scene: Scene) -> None:
    matched = app.url_map.bind("localhost")
    known = {matched.match(scene.address(row).partition("?")[0], "GET")[0] for row in TABLE}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - known - ELSEWHERE == set()
