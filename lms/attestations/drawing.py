"""The certificate of participation as a document: drawn by a job, as that of a course is."""

from functools import partial
from typing import Any

from flask import render_template

from lms.attestations import queries
from lms.attestations.actions import DRAW
from lms.attestations.models import Attestation
from lms.certificates import serials
from lms.certificates.addresses import address_of, short_address_of
from lms.certificates.drawing import keep, long_date
from lms.db import db
from lms.i18n import in_language
from lms.jobs import actions as jobs
from lms.qr import qr_code


@jobs.handles(DRAW)
def draw(payload: dict[str, Any]) -> None:
    """Each is kept before the next is begun, so that one that fails costs no other."""
    for row in db.session.scalars(queries.to_draw(payload["attestations"])).all():
        db.session.commit()  # nobody waits for a lock while this draws
        keep(row, partial(as_html, row))


def as_html(row: Attestation) -> str:
    """The document before it is drawn, in the language of the programme."""
    address = address_of(row)
    with in_language(row.language):
        return render_template(
            "pdf/attestation.html",
            attestation=row,
            serial=serials.grouped(row.serial),
            address=address,
            short_address=short_address_of(row),
            qr_code=qr_code(address),
            long_date=long_date,
        )
