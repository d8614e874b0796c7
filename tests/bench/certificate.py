"""What drawing one certificate costs the worker, once its fonts are read."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from lms import create_app, pdf
from lms.certificates import drawing, serials
from lms.certificates.models import Certificate
from lms.config import Settings
from lms.editions.models import Edition, Enrolment

WARM_UP, DRAWN = 2, 9


def milliseconds() -> float | None:
    """Processor time of one document, from template to bytes; None where PDF is off."""
    if not pdf.is_on():
        return None
    with TemporaryDirectory(prefix="weft-bench-") as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        with app.test_request_context(base_url="https://learn.example.org"):
            times = [_draw() for _ in range(WARM_UP + DRAWN)]
    return round(median(times[WARM_UP:]), 1)


def _draw() -> float:
    started = time.process_time()
    pdf.draw(drawing.as_html(_certificate()), css=drawing._style())
    return (time.process_time() - started) * 1000


def _certificate() -> Certificate:
    edition = Edition(time_zone="Asia/Kolkata")
    return Certificate(
        enrolment=Enrolment(edition=edition),
        serial=serials.new(),
        name="Asha of the Bench",
        course_title="Cluster broker",
        edition_name="Cluster brokers, intake 1",
        issued_by="Coordinator of the Bench",
        language="en",
        issued_at=datetime.now(UTC),
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 3, 20),
        minutes=12600,
        facts=[],
    )
