"""What the logbook of a full year costs the worker: `python -m tests.bench.logbook_year`.

A year of 400 entries, each decided, drawn in parts as the worker draws it. Photos are not part of
the document. It prints pages, seconds and the most memory; beyond 300 MB or 5 minutes it fails.
"""

import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from lms import create_app, pdf, schema
from lms.accounts import passwords
from lms.config import Settings
from lms.db import db
from lms.i18n import in_language
from lms.logbooks import drawing
from lms.logbooks.contents import logbook_of
from lms.logbooks.queries import placement_to_draw
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from tests.fieldwork.factories import a_year, an_entry
from tests.people import People

ENTRIES, DAYS = 400, 330
MOST_MB, MOST_SECONDS = 300, 300
TEXT = "Went to the yard of the printers with two owners and wrote down how they buy their cloth. "


def main() -> int:
    """0 within the limits, 1 beyond them or where PDF is off."""
    if not pdf.is_on():
        return 1
    passwords.make_cheap()
    with TemporaryDirectory(prefix="weft-bench-") as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        with app.app_context():
            schema.upgrade(db.engine)
            placement_id = _full_year().id
        with app.test_request_context(base_url="https://learn.example.org"), in_language("en"):
            before = _peak()
            started = time.monotonic()
            placement = db.session.scalars(placement_to_draw(placement_id)).unique().one()
            document = drawing.drawn(logbook_of(placement))
            seconds = time.monotonic() - started
    pages = len(PdfReader(BytesIO(document)).pages)
    sys.stdout.write(
        f"{ENTRIES} entries: {pages} pages, {len(document) // 1024} KB, {seconds:.0f} s, "
        f"{_peak()} MB at most, {before} MB before it began\n"
    )
    return int(_peak() > MOST_MB or seconds > MOST_SECONDS)


def _full_year() -> Placement:
    people = People()
    placement = a_year(people, days_ago=DAYS)
    for number in range(ENTRIES):
        day = placement.starts_on + timedelta(days=number * DAYS // ENTRIES)
        words = {"facts": TEXT * 8, "own_act": TEXT * 4, "meaning": TEXT * 4}
        entry = an_entry(placement, state="submitted", activity_date=day, **words)
        assert entry.current_id
        reviewing.approve(
            entry,
            version=entry.current_id,
            by=people.supervisor,
            minutes=90,
            comment="Good counting; now ask who owns them.",
            at=datetime.now(UTC),
        )
    db.session.commit()
    return placement


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
