"""What is wrong in a teacher's text, with the line, so that it can be mended in the form."""

import re
from collections.abc import Collection, Iterator

from flask_babel import gettext as _

from lms.content.prose import CALL_OUTS
from lms.markdown import code_free_lines
from lms.materials.cooking import costs_too_much


def first_fault(text: str, files: Collection[str]) -> str | None:
    """The sentence beside the field; `files` are the names that the material's files have."""
    if costs_too_much(text):
        return _(
            "This text has more brackets, marks or nested lists than we can read. Simplify it."
        )
    return next(_faults(text, files), None)


def _faults(text: str, files: Collection[str]) -> Iterator[str]:
    above = 1
    for number, line in code_free_lines(text):
        heading = re.match(r"#{1,6}(?=\s)", line)
        if heading:
            level = len(heading[0])
            if not 2 <= level <= above + 1:  # noqa: PLR2004  # the page's own title is the first
                marks = "#" * min(max(level, 2), above + 1)
                yield _(
                    "Line %(line)s: begin this heading with %(marks)s.", line=number, marks=marks
                )
            above = max(level, 2)
        yield from _in_line(number, line, files)


def _in_line(number: int, line: str, files: Collection[str]) -> Iterator[str]:
    call_out = re.match(r"\s*!!!\s*(\S*)", line)
    if call_out and call_out[1] not in CALL_OUTS:
        kinds = ", ".join(CALL_OUTS)
        yield _("Line %(line)s: a box is one of %(kinds)s.", line=number, kinds=kinds)
    for alt, target in _PICTURE.findall(line):
        if not target.startswith("media/"):
            yield _(
                "Line %(line)s: send the picture with this form; then it can stand in the text.",
                line=number,
            )
        elif not alt.strip():
            yield _("Line %(line)s: say between [ and ] what the picture shows.", line=number)
    yield from _unknown(number, line, files)


def _unknown(number: int, line: str, files: Collection[str]) -> Iterator[str]:
    for name in _FILE.findall(line):
        if name not in files:
            yield _("Line %(line)s: this material has no file %(name)s.", line=number, name=name)


_PICTURE = re.compile(r"!\[([^\]]*)\]\(<?([^)\s>]+)")
_FILE = re.compile(r"\]\(<?media/([^)\s>]+)")
