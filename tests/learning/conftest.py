"""A small course of our own: two days, three lessons, every kind of question, two field weeks.

The fuller one has two electives as well, and a final test of three questions.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms import content
from lms.content.course import Course
from lms.editions.models import Enrolment
from tests.people import People, enrolment_of

SMALL = Path(__file__).parent / "library"
FULLER = Path(__file__).parent / "fuller"
RULES = "electives: {required: 1, of: [el1, el2]}\nfinal_test: {questions: 3, pass: 70}\n"


@pytest.fixture(autouse=True)
def small_library() -> Iterator[None]:
    before = content.root()
    content.configure(SMALL)
    yield
    content.configure(before)


@pytest.fixture(scope="session")
def fuller_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fuller")
    for folder in (SMALL, FULLER):
        shutil.copytree(folder, root, dirs_exist_ok=True)
    with (root / "courses/cluster-broker/course.yml").open("a", encoding="utf-8") as file:
        file.write(RULES)
    return root


@pytest.fixture
def fuller(small_library: None, fuller_root: Path) -> Course:
    content.configure(fuller_root)
    return content.library().courses["cluster-broker"]


@pytest.fixture
def course() -> Course:
    return content.library().courses["cluster-broker"]


@pytest.fixture
def trainee(people: People) -> Enrolment:
    """Ana's enrolment; her edition is loaded."""
    return enrolment_of(people.trainee, people.edition)
