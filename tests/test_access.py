"""Every address of `access_table`, opened by every kind of person."""

import pytest
from flask import Flask

from tests.access_table import ANSWERS, TABLE, WHO
from tests.people import People
from tests.scene import Scene, a_scene
from tests.visitor import Visitor


@pytest.fixture
def scene(people: People) -> Scene:
    for name in WHO[1:]:
        assert getattr(people, name)
    return a_scene(people)


@pytest.mark.parametrize("who", WHO)
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
