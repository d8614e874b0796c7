"""What the logbook of a full year costs the worker: `python -m tests.bench.logbook_year`.

A year of 400 entries, each decided, with three photos each, drawn in parts as the worker draws it.
It prints pages, seconds and the most memory; beyond 300 MB or five minutes it fails. With fewer
entries (`--entries 40`) it must stay as far below.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from PIL import Image
from pypdf import PageObject, PdfReader

from lms import create_app, pdf, schema
from lms.accounts import passwords
from lms.awaited.actions import Item
from lms.config import Settings
from lms.db import db
from lms.evidence import actions as evidence
from lms.files import pictures
from lms.files.actions import Received
from lms.files.kinds import JPEG
from lms.files.storage import storage
from lms.i18n import in_language
from lms.logbook.models import LogEntry
from lms.logbooks import drawing
from lms.logbooks.contents import logbook_of
from lms.logbooks.queries import placement_to_draw
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from tests.fieldwork.factories import a_year, an_entry
from tests.people import People

ENTRIES, PHOTOS, DAYS = 400, 3, 330
MOST_MB, MOST_SECONDS = 300, 300
ONE_PART_MB = 250
"""With everything else loaded and a single part under way; what comes above grows with the log."""
TEXT = "Went to the yard of the printers with two owners and wrote down how they buy their cloth. "


def main() -> int:
    """0 within the limits, 1 beyond them or where PDF is off."""
    asked = _options()
    if not pdf.is_on():
        return 1
    passwords.make_cheap()
    with TemporaryDirectory(prefix="weft-bench-") as folder:
        app = create_app(Settings(data_dir=Path(folder), edition_files_mb=2000))
        with app.app_context():
            schema.upgrade(db.engine)
            placement_id = _full_year(asked.entries, asked.photos).id
            db.session.remove()
        with app.test_request_context(base_url="https://learn.example.org"), in_language("en"):
            before, started = _peak(), time.monotonic()
            placement = db.session.scalars(placement_to_draw(placement_id)).unique().one()
            with TemporaryFile() as document:
                drawing.draw_into(document, logbook_of(placement))
                seconds, peak, size = time.monotonic() - started, _peak(), document.tell() // 1024
                reader = PdfReader(document)
                pages, photos = len(reader.pages), _pictures(reader)
    sys.stdout.write(
        f"{asked.entries} entries, {photos} photos: {pages} pages, "
        f"{size} KB, {seconds:.0f} s, {peak} MB at most, {before} MB before it began\n"
    )
    return int(
        peak > _most_mb(asked.entries) or seconds > MOST_SECONDS * asked.entries / ENTRIES + 10
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--photos", type=int, default=PHOTOS, help="of each entry")
    return parser.parse_args()


def _most_mb(entries: int) -> float:
    """The bound of a year; for less, the same share of the room that a year has to grow in."""
    return ONE_PART_MB + (MOST_MB - ONE_PART_MB) * entries / ENTRIES


def _full_year(entries: int, photos: int) -> Placement:
    people, pixels = People(), _some_photos()
    placement = a_year(people, days_ago=DAYS)
    for number in range(entries):
        day = placement.starts_on + timedelta(days=number * DAYS // entries)
        words = {"facts": TEXT * 8, "own_act": TEXT * 4, "meaning": TEXT * 4}
        entry = an_entry(placement, state="submitted", activity_date=day, **words)
        for which in range(photos):
            _prove(entry, _marked(next(pixels), f"{number}-{which}"), people)
        _approve(entry, people)
    db.session.commit()
    return placement


def _some_photos() -> Iterator[bytes]:
    """Small copies as large as those of a busy street, again and again."""
    return cycle([_photo(contrast) for contrast in range(60, 120, 10)])


def _photo(contrast: int) -> bytes:
    rough = Image.effect_noise((150, 112), contrast).resize((600, 450))
    grey = Image.blend(rough, Image.effect_noise((600, 450), 25), 0.35)
    light = Image.linear_gradient("L").resize((600, 450))
    file = BytesIO()
    Image.merge("RGB", (grey, light, grey)).save(file, "JPEG", quality=60, optimize=True)
    return file.getvalue()


def _marked(photo: bytes, mark: str) -> bytes:
    """A photo of its own: with a comment that no other one has."""
    comment = mark.encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + photo[2:]


def _prove(entry: LogEntry, photo: bytes, people: People) -> None:
    """As if it had been drawn anew on arrival: the photo is its own small copy here."""
    kept, now = storage().put(BytesIO(photo)), datetime.now(UTC)
    pictures.keep_small(kept.digest, photo)
    item = Item(sha256(photo).hexdigest(), kept.size, "yard.jpg", "spoken", TEXT[:80], now)
    rows = evidence.expect(entry, [item], at=now)
    evidence.arrived(rows, Received(kept, JPEG, "yard.jpg", 600, 450), by=people.trainee, at=now)


def _approve(entry: LogEntry, people: People) -> None:
    assert entry.current_id
    reviewing.approve(
        entry,
        version=entry.current_id,
        by=people.supervisor,
        minutes=90,
        comment="Good counting; now ask who owns them.",
        at=datetime.now(UTC),
    )


def _pictures(reader: PdfReader) -> int:
    """How many it holds."""
    return len({number for page in reader.pages for number in _of(page)})


def _of(page: PageObject) -> list[int]:
    found = page["/Resources"].get("/XObject") or {}
    held = [found.raw_get(name) for name in found]
    return [one.idnum for one in held if one.get_object()["/Subtype"] == "/Image"]


def _peak() -> int:
    """Of this process alone; what `getrusage` says counts whoever started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    sys.exit(main())
