"""What is taught: courses and case studies, kept as files and read once."""

from functools import cache
from pathlib import Path
from threading import Lock

from lms.content.fault import ContentError, Fault
from lms.content.shelf import Library

__all__ = ["ContentError", "Fault", "Library", "configure", "library", "root"]

_root = [Path(__file__).resolve().parents[2]]


def configure(folder: Path) -> None:
    """Name the folder that holds `courses/` and `case_studies/`."""
    _root[0] = folder.resolve()


def root() -> Path:
    return _root[0]


def library() -> Library:
    """The library below the root, loaded once; raises ContentError when it is not in order."""
    with _one_at_a_time:
        return _load(root())


_load = cache(Library.load)
_one_at_a_time = Lock()
