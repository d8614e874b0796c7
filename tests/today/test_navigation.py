"""The menu says where its reader is."""

import pytest

from tests.people import People
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "Today"),
        ("/courses", "Courses"),
        ("/forum", "Forum"),
        ("/programmes", "Exchange"),
        ("/people", "Exchange"),
        ("/projects/map", "Exchange"),
        ("/notes", "Exchange"),
        ("/initiatives", "Exchange"),
    ],
)
def test_the_entry_of_the_page_is_marked_and_no_other(
    visitor: Visitor, people: People, path: str, said: str
) -> None:
    visitor.signed_in(people.coordinator).get(path)

    marked = visitor.all("header [aria-current]")

    assert [entry.to_text().strip() for entry in marked] == [said]


def test_a_page_of_no_entry_marks_none(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator).get("/settings")

    assert visitor.all("header nav [aria-current]") == []
