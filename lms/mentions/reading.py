"""The names in a text, as they are written: not in code, and not in what is quoted."""

import re
from collections.abc import Iterator

from lms.letters import folded
from lms.markdown import AT_NAME, code_free_lines

_NAME = re.compile(AT_NAME)
_CODE = re.compile(r"`[^`]*`")


def names_in(text: str) -> list[str]:
    """Each once, in the order of the text, folded as they are compared."""
    return list(dict.fromkeys(_names(text)))


def _names(text: str) -> Iterator[str]:
    for _number, line in code_free_lines(text):
        if not line.lstrip().startswith(">"):
            yield from (folded(name) for name in _NAME.findall(_CODE.sub("", line)))
