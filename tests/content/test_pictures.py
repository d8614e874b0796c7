"""Drawings of the lessons: small, readable without the page, in light and dark, of known size."""

import re
from pathlib import Path

import pytest
from justhtml import JustHTML

ROOT = Path(__file__).resolve().parents[2]
DRAWINGS = sorted([*ROOT.glob("courses/*/media/*.svg"), *ROOT.glob("case_studies/*/media/*.svg")])
LARGEST = 6 * 1024  # bytes
PLACED = re.compile(r"\]\((media/[\w-]+\.svg)[^)]*\)\{width=(\d+) height=(\d+)\}")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DRAWINGS, ids=name)
def test_a_drawing_is_small_and_says_what_it_shows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    svg = JustHTML(text, sanitize=False, fragment=True)

    assert len(text.encode()) <= LARGEST
    assert svg.query("svg")[0].attrs["role"] == "img"
    assert all(svg.query(tag)[0].to_text().strip() for tag in ("title", "desc"))
    assert "prefers-color-scheme:dark" in text
    assert "system-ui" in text
    assert not re.search(r"<script|<image|<foreignObject|href=|\son\w+=|https?://(?!www\.w3)", text)


@pytest.mark.parametrize("path", DRAWINGS, ids=name)
def test_a_drawing_is_placed_once_with_its_proportions(path: Path) -> None:
    """The page then keeps its room, and nothing jumps when it arrives."""
    texts = path.parents[1].rglob("*.md")
    own = f"media/{path.name}"

    placed = [found for text in texts for found in PLACED.findall(text.read_text("utf-8"))]
    sizes = [(int(width), int(height)) for file, width, height in placed if file == own]

    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', path.read_text(encoding="utf-8"))
    assert box
    assert [abs(height - width * int(box[2]) / int(box[1])) <= 1 for width, height in sizes] == [
        True
    ]
