"""What a trainee wrote, and the device it was written on."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from lms.actors.actions import Named, key_of


@dataclass(frozen=True)
class Met:
    """An actor in a meeting; of the people who came for them some may be counted by sex."""

    who: Named
    role: str = ""
    headcount: int | None = None
    women: int | None = None
    men: int | None = None


@dataclass(frozen=True)
class Writing:
    """What a trainee wrote for one entry; minutes are whole, `recorded_at` is the device's time."""

    activity_date: date
    minutes: int
    activity: str
    step: str = ""
    factor: str = ""
    competencies: list[str] = field(default_factory=list)
    place: str = ""
    people_met: str = ""
    facts: str = ""
    own_act: str = ""
    meaning: str = ""
    next_step: str = ""
    surprise: str = ""
    consent_given: bool = False
    late_reason: str = ""
    rough_place: str = ""
    met: tuple[Met, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the content as canonical JSON: equal writing, equal digest."""
        said = asdict(self)
        if met := said.pop("met"):  # what was written before people were listed reads as it did
            said["met"] = [row | {"who": key_of(row["who"][0])} for row in met]
        if not self.rough_place:  # likewise before a place could be put on the map
            del said["rough_place"]
        plain = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
        return sha256(plain.encode()).hexdigest()


class Device(NamedTuple):
    """What a device says of itself: the id it gave the version, its zone, its clock and its error.

    `clock_offset` is what must be added to `time`, in seconds.
    """

    version_id: UUID
    time_zone: str = ""
    clock_offset: int = 0
    time: datetime | None = None
