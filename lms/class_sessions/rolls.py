"""The register as a form: a choice for each trainee, and what the page had shown when it was sent.

It has as many rows as the class has people, so it is read here and not by a form of fixed fields.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from flask import abort
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.class_sessions import check_in, policy
from lms.class_sessions.models import Attendance, ClassSession, How, Status
from lms.class_sessions.units import units_of, worth
from lms.class_sessions.weighing import Choice, Mark, Shown, mark_in
from lms.editions.models import Enrolment

_FIELD = re.compile(r"(?:mark|units)-(\d{1,9})")
ROW = re.compile(r"(\d{1,9})\.(\d{1,9})\.(present|late|excused|absent|-)\.(\d{1,2}|-)")


@dataclass(frozen=True)
class RollLine:
    """One trainee in the register. `status` and `units` are what its controls show."""

    enrolment: Enrolment
    status: str
    units: str
    shown: Shown
    mark: Attendance | None = None
    own: bool = False
    error: str = ""
    theirs: Attendance | None = None

    @property
    def told(self) -> str:
        """What the page had shown, to be sent back with it."""
        said = self.shown.mark
        status = said.status if said else "-"
        units = "-" if said is None or said.units is None else said.units
        return f"{self.enrolment.id}.{self.shown.version}.{status}.{units}"


@dataclass(frozen=True)
class Roll:
    lines: list[RollLine]
    most: int

    @property
    def told(self) -> str:
        return " ".join(line.told for line in self.lines if not line.own)

    @property
    def seen(self) -> str:
        """A short name for what the page shows: a draft typed over it comes back over it only."""
        return seen_in(self.told)

    @property
    def marks(self) -> list[Attendance]:
        return [line.mark for line in self.lines if line.mark]

    @property
    def unmarked(self) -> int:
        return sum(line.mark is None and not line.own for line in self.lines)

    @property
    def errors(self) -> list[RollLine]:
        return [line for line in self.lines if line.error]

    @property
    def disputed(self) -> list[RollLine]:
        return [line for line in self.lines if line.theirs]

    def choices(self) -> list[Choice]:
        """What was chosen, once nothing is wrong; a row without a choice stays unmarked."""
        return [
            Choice(line.enrolment.id, _mark(line, self.most), line.shown)
            for line in self.lines
            if line.status and not line.own
        ]


def seen_in(told: str) -> str:
    return sha256(told.encode()).hexdigest()[:12]


def roll_of(
    session: ClassSession,
    trainees: Sequence[Enrolment],
    marks: Iterable[Attendance],
    *,
    reader: User,
    at: datetime,
) -> Roll:
    """The register as it stands, with a likely choice for who is not marked yet."""
    by_trainee = {row.enrolment_id: row for row in marks}
    likely = likely_for(session, by_trainee.values(), at)
    lines = []
    for trainee in trainees:
        row = by_trainee.get(trainee.id)
        said = mark_in(row) if row else Mark(likely) if likely else None
        units = "" if said is None or said.units is None else str(said.units)
        lines.append(
            RollLine(
                trainee,
                said.status if said else "",
                units,
                Shown(row.version if row else 0, said),
                mark=row,
                own=not policy.can_mark_person(reader, trainee),
            )
        )
    return Roll(lines, units_of(session.minutes))


def likely_for(session: ClassSession, marks: Iterable[Attendance], at: datetime) -> str:
    """What is proposed for who has no mark: present, where nothing speaks against it.

    Where others checked in with the code, who did not is absent once it is over, and not known
    before. Once the register was saved, who has no mark came later: nothing is proposed.
    """
    if session.marked_at is not None:
        return ""
    if not any(row.how == How.CODE for row in marks):
        return Status.PRESENT.value
    over = check_in.window_of(session, at) is check_in.Window.OVER
    return Status.ABSENT.value if over else ""


def filled_in(roll: Roll, sent: Mapping[str, str]) -> Roll:
    """The register with what was sent in its controls; faults stand in their lines."""
    shown = read_shown(sent.get("shown", ""))
    lines = [line if line.own else _filled_in(line, sent, shown, roll.most) for line in roll.lines]
    return replace(roll, lines=lines)


def named_in(sent: Mapping[str, str]) -> set[int]:
    """Numbers of all whom a form names."""
    fields = (_FIELD.fullmatch(name) for name in sent)
    return {int(field[1]) for field in fields if field} | read_shown(sent.get("shown", "")).keys()


def read_shown(raw: str) -> dict[int, Shown]:
    """What the page wrote itself; anything else is no form of ours."""
    found = {}
    for part in raw.split():
        row = ROW.fullmatch(part) or abort(400)
        units = None if row[4] == "-" else int(row[4])
        said = None if row[3] == "-" else Mark(row[3], units)
        found[int(row[1])] = Shown(int(row[2]), said)
    return found


def _filled_in(
    line: RollLine, sent: Mapping[str, str], shown: Mapping[int, Shown], most: int
) -> RollLine:
    number = line.enrolment.id
    status = sent.get(f"mark-{number}", "")
    if status not in set(Status):
        status = ""
    units = sent.get(f"units-{number}", "").strip()
    before = shown.get(number, Shown(0, None))
    return replace(
        line, status=status, units=units, shown=before, error=_fault(status, units, most)
    )


def _fault(status: str, units: str, most: int) -> str:
    if not units:
        return ""
    if not re.fullmatch("[0-9]{1,2}", units) or int(units) > most:
        return ngettext(
            "Write 0 or 1 unit, or leave it empty.",
            "Write 0 to %(num)s units, or leave it empty.",
            most,
        )
    if not status:
        return _("Choose what this person was, too.")
    if status == Status.ABSENT and int(units):
        return _("Who is absent has no unit. Choose “Late”, or leave the units empty.")
    return ""


def _mark(line: RollLine, most: int) -> Mark:
    """Units are kept only where they are not what the status stands for anyway."""
    units = int(line.units) if line.units else None
    return Mark(line.status, None if units == worth(line.status, most) else units)


def with_disputes(roll: Roll, theirs: Iterable[Attendance]) -> Roll:
    """Beside what was sent, what others saved meanwhile; sent again, it takes its place."""
    by_trainee = {row.enrolment_id: row for row in theirs}
    lines = []
    for line in roll.lines:
        row = by_trainee.get(line.enrolment.id)
        if row is not None:
            line = replace(line, theirs=row, shown=Shown(row.version, mark_in(row)))  # noqa: PLW2901  # the line with what it lacked
        lines.append(line)
    return replace(roll, lines=lines)
