"""Certificates for tests."""

from datetime import datetime

from lms.certificates import serials
from lms.certificates.models import Certificate
from lms.db import db
from lms.editions.models import Enrolment


def a_certificate(of: Enrolment, *, name: str = "Ana", at: datetime) -> Certificate:
    """Issued, whatever was asked for it, and not drawn."""
    row = Certificate(
        serial=serials.new(),
        enrolment=of,
        name=name,
        course_title="Cluster broker",
        edition_name="First",
        language="en",
        starts_on=at.date(),
        ends_on=at.date(),
        minutes=0,
        facts=[],
        issued_at=at,
        issued_by="Carlos",
    )
    db.session.add(row)
    db.session.commit()
    return row
