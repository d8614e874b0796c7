"""The words of the demo world. Every plain value is text, as everywhere in the content."""

from functools import cache
from pathlib import Path
from typing import Any

from lms.content import front_matter
from lms.content.reader import read

FOLDER = Path(__file__).parent / "texts"


@cache
def read_texts(name: str) -> dict[str, Any]:
    return front_matter.parse(read(FOLDER / f"{name}.yml"))


def authors() -> list[str]:
    """Who has written a log, each in a file of their own."""
    return sorted(path.stem for path in (FOLDER / "logs").glob("*.yml"))
