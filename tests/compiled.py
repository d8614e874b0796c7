"""What every application of a run needs is put together once: templates, and statements."""

import os
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests.prepared import ROOM

STATEMENTS: dict[Any, Any] = {}
"""By their shape, for every connection of tests. An engine keeps 500; all features together have
thousands, which would push each other out."""


def keep_compiled() -> None:
    """Templates for every application that is made from now on, by all workers of the run."""
    folder = Path(os.environ[ROOM]) / "templates"
    folder.mkdir(exist_ok=True)
    Flask.jinja_options = {
        **Flask.jinja_options,
        "bytecode_cache": FileSystemBytecodeCache(str(folder)),
        "cache_size": -1,
    }
