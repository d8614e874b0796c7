"""A register as a form: a choice for each participant, and what the page had shown.

It has as many rows as there are people, so it is read here and not by a form of fixed fields.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lms.attendance.models import SlotMark
from lms.class_sessions.models import Status
from lms.class_sessions.rolls import read_shown, seen_in
from lms.class_sessions.weighing import Choice, Mark, Shown, mark_in
from lms.programmes.models import Participation

NOTHING = Shown(0, None)


@dataclass(frozen=True)
class Line:
    """One participant. `status` is what the controls show."""

    place: Participation
    status: str
    shown: Shown
    mark: SlotMark | None = None
    theirs: SlotMark | None = None

    @property
    def told(self) -> str:
        """As in the register of a class; units are never given here."""
        said = self.shown.mark
        return f"{self.place.id}.{self.shown.version}.{said.status if said else '-'}.-"


@dataclass(frozen=True)
class Roll:
    lines: list[Line]

    @property
    def told(self) -> str:
        return " ".join(line.told for line in self.lines)

    @property
    def seen(self) -> str:
        return seen_in(self.told)

    @property
    def unmarked(self) -> int:
        return sum(line.mark is None for line in self.lines)

    @property
    def disputed(self) -> list[Line]:
        return [line for line in self.lines if line.theirs]

    def choices(self) -> list[Choice]:
        """A row without a choice stays unmarked."""
        return [
            Choice(line.place.id, Mark(line.status), line.shown)
            for line in self.lines
            if line.status
        ]


def roll_of(
    places: Sequence[Participation], marks: Iterable[SlotMark], expected: Collection[int]
) -> Roll:
    """The register as it stands; before the first mark, who is expected is proposed as present."""
    known = {row.participation_id: row for row in marks}
    return Roll([_line(place, known, place.id in expected and not known) for place in places])


def _line(place: Participation, known: Mapping[int, SlotMark], likely: bool) -> Line:
    row = known.get(place.id)
    said = mark_in(row) if row else Mark(Status.PRESENT.value) if likely else None
    shown = Shown(row.version if row else 0, said)
    return Line(place, said.status if said else "", shown, mark=row)


def filled_in(roll: Roll, sent: Mapping[str, str]) -> Roll:
    """The register with what was sent in its controls."""
    shown = read_shown(sent.get("shown", ""))
    return Roll([_filled_in(line, sent, shown) for line in roll.lines])


def _filled_in(line: Line, sent: Mapping[str, str], shown: Mapping[int, Shown]) -> Line:
    status = sent.get(f"mark-{line.place.id}", "")
    known = status if status in set(Status) else ""
    return replace(line, status=known, shown=shown.get(line.place.id, NOTHING))


def with_disputes(roll: Roll, theirs: Iterable[SlotMark]) -> Roll:
    """Beside what was sent, what others saved meanwhile; sent again, it takes its place."""
    known = {row.participation_id: row for row in theirs}
    return Roll([_beside(line, known.get(line.place.id)) for line in roll.lines])


def _beside(line: Line, row: SlotMark | None) -> Line:
    return (
        line if row is None else replace(line, theirs=row, shown=Shown(row.version, mark_in(row)))
    )
