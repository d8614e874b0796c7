"""What can be due is known wherever it is asked for, and has an address where there are pages."""

from flask import Flask

from lms.extensions.works import KINDS, tasks_in
from lms.i18n import in_language
from tests.people import People


def test_a_command_asks_for_it_too_which_serves_no_page(people: People) -> None:
    with in_language("en"):
        tasks = tasks_in(people.edition)
    assert {task.kind for task in tasks} == set(KINDS)
    assert len({task.work for task in tasks}) == len(tasks)


def test_every_piece_of_work_leads_to_a_page(app: Flask, people: People) -> None:
    places = app.url_map.bind("localhost")
    with app.test_request_context():
        tasks = tasks_in(people.edition)
        found = {places.match(task.href, "GET")[0] for task in tasks}
    assert found == {task.view for task in tasks}
