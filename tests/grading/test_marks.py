import pytest

from lms.content import library
from lms.content.rubric import Rubric
from lms.grading.marks import MOST, mark, points

CASE = {"clarity": 10, "evidence": 10, "participation": 10, "case": 70}


@pytest.fixture
def rubric() -> Rubric:
    return library().rubrics["case"]


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        ({}, 0),
        (dict.fromkeys(CASE, 1), 100),
        (dict.fromkeys(CASE, 4), MOST),
        ({"clarity": 3, "evidence": 3, "participation": 2, "case": 4}, 360),
        ({"case": 3}, 210),
        ({"case": 3, "gone": 4}, 210),
    ],
)
def test_points_are_levels_times_weights(
    rubric: Rubric, levels: dict[str, int], found: int
) -> None:
    assert points(rubric, levels) == found


def test_a_mark_is_out_of_a_hundred() -> None:
    assert [mark(number) for number in (0, 210, 370, MOST)] == [0, 52.5, 92.5, 100]
