"""What a logbook holds, gathered in as many statements for a year as for a week."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from uuid import UUID

from lms.agreements import actions as agreements
from lms.agreements.actions import Present
from lms.audit.models import AuditEvent
from lms.db import db
from lms.deliverables.queries import STATE
from lms.evidence.models import Evidence
from lms.logbook import queries as logbook_queries
from lms.logbook.models import LogEntry, Review
from lms.logbook.queries import Hours
from lms.logbook.standing import standing
from lms.logbooks import queries
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES, Act, Step, steps_of
from lms.stretches.models import Assessment, Closing, Reflection


@dataclass(frozen=True)
class Proof:
    """A photo or paper of an entry, under the number it has in the whole logbook."""

    number: int
    entry: LogEntry
    evidence: Evidence

    @property
    def is_photo(self) -> bool:
        return self.evidence.file is not None and self.evidence.file.is_picture


@dataclass(frozen=True)
class Chapter:
    """A week or a month with what was written about it."""

    stretch: Stretch
    entries: list[LogEntry]
    proofs: dict[UUID, list[Proof]]
    reflection: Reflection | None
    assessment: Assessment | None
    idle: Closing | None

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.reflection or self.assessment or self.idle)

    @property
    def photos(self) -> list[Proof]:
        """Those that are shown: they arrived, and nobody in them has taken back their word."""
        return [proof for proof in self._all_proofs if proof.is_photo]

    @property
    def unshown(self) -> list[Proof]:
        """Papers, and what was withdrawn or has not arrived: named, with the reason."""
        return [proof for proof in self._all_proofs if not proof.is_photo]

    @property
    def _all_proofs(self) -> list[Proof]:
        return [proof for proofs in self.proofs.values() for proof in proofs]


@dataclass(frozen=True)
class Logbook:
    """`opened` has the milestones that are reached, `works` the states of deliverables by name."""

    placement: Placement
    agreement: Present
    hours: Hours
    minutes: dict[str, int]
    chapters: list[Chapter]
    opened: set[str]
    works: dict[str, str]
    decisions: dict[UUID, list[Review]]
    head: AuditEvent | None
    steps: Sequence[Step]

    @property
    def pages(self) -> list[Chapter]:
        """Those with something to read."""
        return [chapter for chapter in self.chapters if not chapter.is_empty]

    @property
    def signatures(self) -> dict[str, Step]:
        return {row.act: row for row in self.steps if row.act in SIGNATURES}

    @property
    def corrections(self) -> list[Step]:
        return [row for row in self.steps if row.act == Act.CORRECTED]


@dataclass(frozen=True)
class Outline:
    """How much there is, and the name of the document that shows it as it stands."""

    counts: Counter[str]
    fingerprint: str


def outline_of(placement: Placement) -> Outline:
    """One statement, however long the log is. Any change of what is printed changes the name."""
    rows = sorted((row[0], row[1]) for row in db.session.execute(queries.traces(placement)))
    said = (placement.state, placement.starts_on, placement.ends_on, placement.pauses_on, rows)
    return Outline(Counter(kind for kind, _what in rows), sha256(repr(said).encode()).hexdigest())


def logbook_of(placement: Placement) -> Logbook:
    """Expects the placement as `queries.placement_to_draw` loads it."""
    entries = db.session.scalars(queries.entries(placement)).all()
    decisions: dict[UUID, list[Review]] = defaultdict(list)
    for review in db.session.scalars(queries.decisions(placement)):
        decisions[review.entry_id].append(review)
    hours = db.session.execute(*logbook_queries.hours_of(placement.id)).one_or_none()
    found = db.session.execute(logbook_queries.approved_by_category(placement))
    opened, works = _marks(placement)
    return Logbook(
        placement=placement,
        agreement=agreements.present(placement),
        hours=logbook_queries.as_hours(hours),
        minutes={row[0]: row[1] for row in found},
        chapters=_chapters(placement, entries),
        opened=opened,
        works=works,
        decisions={entry: standing(rows) for entry, rows in decisions.items()},
        head=db.session.scalars(queries.head(placement)).one_or_none(),
        steps=db.session.scalars(steps_of(placement)).all(),
    )


def _marks(placement: Placement) -> tuple[set[str], dict[str, str]]:
    """The milestones that are reached, and the states of deliverables by name."""
    rows = [(row[0], row[1]) for row in db.session.execute(queries.marks(placement))]
    opened = {name for what, name in rows if what == "opened"}
    return opened, {name: what.removeprefix(STATE) for what, name in rows if STATE in what}


def _chapters(placement: Placement, entries: Sequence[LogEntry]) -> list[Chapter]:
    """All through the last that holds something: an empty one among them is shown as empty."""
    proofs = _proofs(placement, entries)
    reflections = {row.target: row for row in db.session.scalars(queries.reflections(placement))}
    assessments = {row.target: row for row in db.session.scalars(queries.assessments(placement))}
    idle = {row.target: row for row in db.session.scalars(queries.idle(placement))}
    stretches = stretches_of(placement)
    within: dict[int, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        within[_number(stretches, entry)].append(entry)
    chapters = [
        Chapter(
            stretch,
            within[stretch.number],
            {entry.id: proofs[entry.id] for entry in within[stretch.number] if entry.id in proofs},
            reflections.get(stretch.target),
            assessments.get(stretch.target),
            idle.get(stretch.target),
        )
        for stretch in stretches
    ]
    last = max((row.stretch.number for row in chapters if not row.is_empty), default=0)
    return chapters[:last]


def _proofs(placement: Placement, entries: Sequence[LogEntry]) -> dict[UUID, list[Proof]]:
    """Numbered in the order in which the entries stand."""
    rows: dict[UUID, list[Evidence]] = defaultdict(list)
    for row in db.session.scalars(queries.evidence(placement)):
        rows[row.entry_id].append(row)
    numbers = count(1)
    return {
        entry.id: [Proof(next(numbers), entry, row) for row in rows[entry.id]]
        for entry in entries
        if entry.id in rows
    }


def _number(stretches: Sequence[Stretch], entry: LogEntry) -> int:
    """The week or month of its day; what was done outside counts to the next, or the last."""
    ahead = (row.number for row in stretches if entry.activity_date <= row.last)
    return next(ahead, stretches[-1].number)
