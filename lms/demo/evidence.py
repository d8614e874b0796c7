"""Photos of pages from a notebook; of the last entry one is still on the phone."""

from datetime import datetime
from hashlib import sha256

from werkzeug.datastructures import FileStorage

from lms.awaited.actions import Item
from lms.demo.logs import Log, Spec
from lms.demo.texts import FOLDER
from lms.evidence import actions
from lms.files.actions import examine
from lms.logbook.models import LogEntry


def add(log: Log, entry: LogEntry, photos: list[Spec], *, at: datetime) -> None:
    for spec in photos:
        name, caption, consent = spec["file"], spec["shows"], spec["people"]
        path = FOLDER / "evidence" / name
        content = path.read_bytes() if path.exists() else name.encode()
        digest = sha256(content).hexdigest()
        item = Item(digest, len(content), name, consent, caption, entry.created_at)
        rows = actions.expect(entry, [item], at=at)
        if path.exists():
            with path.open("rb") as file:
                received = examine(FileStorage(file, filename=name))
            actions.arrived(rows, received, by=log.trainee, at=at)
