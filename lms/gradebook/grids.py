"""A part's marks as a form: a mark and a comment for each trainee, and what the page had shown.

It has as many rows as the page has people, so it is read here and not by a form of fixed fields.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from flask import abort
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.editions.models import Enrolment
from lms.forms import trimmed
from lms.gradebook import policy
from lms.gradebook.actions import Entry
from lms.gradebook.models import LONGEST_COMMENT, HandMark

SHOWN = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,10})")
MOST = 100


@dataclass(frozen=True)
class Line:
    """One trainee; `mark` and `comment` are what the controls show, `seen` what was there first.

    `print` is a fingerprint of what the page had shown: who did not touch a row changes nothing.
    """

    enrolment: Enrolment
    row: HandMark | None
    mark: str
    comment: str
    seen: int
    print: int
    own: bool
    error: str = ""
    theirs: HandMark | None = None

    @property
    def told(self) -> str:
        return f"{self.enrolment.id}.{self.seen}.{self.print}"

    @property
    def touched(self) -> bool:
        return not self.own and _print(self.mark, self.comment) != self.print


@dataclass(frozen=True)
class Grid:
    lines: list[Line]

    @property
    def told(self) -> str:
        return " ".join(line.told for line in self.lines if not line.own)

    @property
    def errors(self) -> list[Line]:
        return [line for line in self.lines if line.error]

    @property
    def disputed(self) -> list[Line]:
        return [line for line in self.lines if line.theirs]

    @property
    def mends_released(self) -> bool:
        """Whether a mark that its trainee has seen is about to change."""
        return any(line.touched and line.row and line.row.released_at for line in self.lines)

    def entries(self) -> list[Entry]:
        return [
            Entry(line.enrolment, int(line.mark) if line.mark else None, line.comment, line.seen)
            for line in self.lines
            if line.touched
        ]


def grid_of(trainees: Iterable[Enrolment], marks: Iterable[HandMark], *, reader: User) -> Grid:
    """As it stands."""
    known = {row.enrolment_id: row for row in marks}
    return Grid([_line(trainee, known.get(trainee.id), reader) for trainee in trainees])


def _line(trainee: Enrolment, row: HandMark | None, reader: User) -> Line:
    own = not policy.can_mark_person(reader, trainee)
    if own and row and row.released_at is None:
        row = None
    mark = "" if row is None or row.mark is None else str(row.mark)
    comment = row.comment if row else ""
    version = row.version if row else 0
    return Line(trainee, row, mark, comment, version, _print(mark, comment), own)


def _print(mark: str, comment: str) -> int:
    return crc32(f"{mark}.{comment}".encode())


def numbers_sent(sent: Mapping[str, str]) -> list[int]:
    """Whom the page that was sent had shown."""
    return list(_shown(sent))


def filled_in(grid: Grid, sent: Mapping[str, str]) -> Grid:
    """With what was sent in its controls; faults stand in their lines."""
    shown = _shown(sent)
    return Grid(
        [
            line if line.own else _filled_in(line, sent, shown[line.enrolment.id])
            for line in grid.lines
        ]
    )


def _shown(sent: Mapping[str, str]) -> dict[int, tuple[int, int]]:
    """What the page wrote itself; anything else is no form of ours."""
    found = {}
    for part in sent.get("shown", "").split():
        row = SHOWN.fullmatch(part) or abort(400)
        found[int(row[1])] = (int(row[2]), int(row[3]))
    return found


def _filled_in(line: Line, sent: Mapping[str, str], shown: tuple[int, int]) -> Line:
    number = line.enrolment.id
    mark = sent.get(f"mark-{number}", "").strip()
    comment = trimmed(sent.get(f"comment-{number}"))
    filled = replace(line, mark=mark, comment=comment, seen=shown[0], print=shown[1])
    return replace(filled, error=_fault(filled)) if filled.touched else filled


def _fault(line: Line) -> str:
    if line.mark and not (re.fullmatch("[0-9]{1,3}", line.mark) and int(line.mark) <= MOST):
        return _("Write a whole number from 0 to 100, or leave it empty.")
    if not line.mark and line.row and line.row.released_at:
        return _("The trainee has seen this mark: you can change it, not take it back.")
    if not line.mark and line.comment:
        return _("Write the mark, too.")
    if len(line.comment) > LONGEST_COMMENT:
        return _("At most %(number)s characters", number=LONGEST_COMMENT)
    return ""


def with_disputes(grid: Grid, theirs: Sequence[HandMark]) -> Grid:
    """Both marks side by side; sent again, what is chosen now counts."""
    found = {row.enrolment_id: row for row in theirs}
    return Grid([_with_dispute(line, found.get(line.enrolment.id)) for line in grid.lines])


def _with_dispute(line: Line, row: HandMark | None) -> Line:
    if row is None:
        return line
    shown = _print("" if row.mark is None else str(row.mark), row.comment)
    return replace(line, theirs=row, seen=row.version, print=shown)
