"""Every page has its row in `access_table`, and is opened by every kind of person."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from lms.db import db
from tests.access_table import ANSWERS, TABLE, WHO
from tests.conftest import rolled_back, undone
from tests.long import mostly_long
from tests.people import People
from tests.scene import Scene, a_scene
from tests.visitor import Visitor

ELSEWHERE = {"static", "catalog.media", "case_studies.media"}  # files; no person is asked for


@pytest.fixture(scope="module")
def app(whole_app: Flask) -> Iterator[Flask]:
    """One scene for everybody."""
    with rolled_back(whole_app):
        yield whole_app


@pytest.fixture(scope="module")
def people(app: Flask) -> People:
    people = People()
    for name in WHO[1:]:
        assert getattr(people, name)
    return people


@pytest.fixture(scope="module")
def scene(people: People) -> Scene:
    return a_scene(people)


@pytest.fixture(autouse=True)
def nothing_stays(scene: Scene) -> Iterator[None]:
    with undone():
        yield


@pytest.mark.parametrize("who", mostly_long(WHO, but=["visitor", "trainee", "coordinator"]))
def test_everyone_opens_what_the_table_says(
    app: Flask, people: People, scene: Scene, who: str
) -> None:
    visitor = Visitor(app)
    if who != "visitor":
        visitor.signed_in(getattr(people, who))
    column, wrong = WHO.index(who), {}
    for row, answers in TABLE.items():
        status = visitor.status_of(scene.address(row))
        if status != ANSWERS[answers[column]]:
            wrong[row] = (answers[column], status)
    assert wrong == {}


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
