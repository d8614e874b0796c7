"""No part that is drawn together weighs more than is allowed, however much a month holds."""

from dataclasses import dataclass, field
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from lms.logbooks.contents import Chapter
from lms.logbooks.pieces import Piece, in_parts


@dataclass
class AMonth:
    """What is cut of a chapter: numbers stand for its entries and photos."""

    entries: list[int] = field(default_factory=list)
    photos: list[int] = field(default_factory=list)


months = st.lists(
    st.builds(
        AMonth,
        st.integers(1, 90).map(lambda size: list(range(size))),
        st.integers(0, 90).map(lambda size: list(range(size))),
    ),
    max_size=6,
)


def cut(chapters: list[AMonth], most: int) -> list[list[Piece]]:
    return list(in_parts(cast("list[Chapter]", chapters), most=most))


@given(months, st.integers(1, 60))
def test_no_part_is_too_heavy_and_nothing_is_left_out(chapters: list[AMonth], most: int) -> None:
    parts = cut(chapters, most)

    assert all(0 < sum(piece.weight for piece in part) <= most for part in parts)
    all_pieces = [piece for part in parts for piece in part]
    for chapter in chapters:
        pieces = [piece for piece in all_pieces if cast("Any", piece.chapter) is chapter]
        assert [row for piece in pieces for row in piece.entries] == chapter.entries
        assert [row for piece in pieces for row in piece.photos] == chapter.photos
        assert [piece.opens for piece in pieces] == [True] + [False] * (len(pieces) - 1)
        assert [piece.closes for piece in pieces] == [False] * (len(pieces) - 1) + [True]


def test_light_weeks_share_a_part_and_stay_whole() -> None:
    weeks = [AMonth([1, 2], [3]), AMonth([4], []), AMonth([5, 6], [])]

    first, second = cut(weeks, 4)

    assert [cast("Any", piece.chapter) for piece in first] == weeks[:2]
    assert [piece.weight for piece in second] == [2]


def test_a_month_with_a_reflection_alone_is_a_piece_of_its_own() -> None:
    ((piece,),) = cut([AMonth()], 4)

    assert piece.opens
    assert piece.closes
