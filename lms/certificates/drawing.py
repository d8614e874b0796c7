"""The certificate as a document: drawn once by a job, kept as a file, its digest in the row."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import render_template

from lms import clock, pdf
from lms.certificates import queries, serials
from lms.certificates.actions import DRAW
from lms.certificates.addresses import address_of, short_address_of
from lms.certificates.models import Certificate
from lms.certificates.papers import Paper
from lms.db import db
from lms.files.storage import storage
from lms.i18n import in_language, language
from lms.jobs import actions as jobs
from lms.qr import qr_code

STYLE = Path(__file__).with_name("certificate.css")
ORNAMENTS = ("frame.svg", "motif.svg", "flourish.svg")
LOCALES = {"en": "en_GB"}  # day before month, as in the other languages


@jobs.handles(DRAW)
def draw(payload: dict[str, Any]) -> None:
    """Draw and keep the PDF unless that is done already or it was revoked meanwhile."""
    query = queries.certificate_to_draw(payload["certificate"])
    certificate = db.session.scalars(query).one()
    db.session.commit()  # nobody waits for a lock while this draws
    keep(certificate, lambda: as_html(certificate))


def keep(paper: Paper, html: Callable[[], str]) -> None:
    """Draw it unless its file is there or it was revoked."""
    if paper.revoked_at is not None or kept(paper) is not None:
        return
    document = pdf.draw(html(), css=_style())
    storage().write(_name(paper), document)
    paper.pdf_sha256 = sha256(document).hexdigest()
    paper.drawn_at = clock.now()


def kept(paper: Paper) -> bytes | None:
    """The PDF as it was drawn; None while there is none, or when its file is not that any more."""
    if paper.pdf_sha256 is None:
        return None
    try:
        document = storage().read(_name(paper))
    except FileNotFoundError:
        return None
    return document if sha256(document).hexdigest() == paper.pdf_sha256 else None


def _name(paper: Paper) -> str:
    return f"certificates/{paper.serial}.pdf"


def as_html(certificate: Certificate) -> str:
    """The document before it is drawn, in the language of the edition."""
    address = address_of(certificate)
    with in_language(certificate.language):
        return render_template(
            "pdf/certificate.html",
            certificate=certificate,
            issued_on=issued_on(certificate),
            serial=serials.grouped(certificate.serial),
            address=address,
            short_address=short_address_of(certificate),
            qr_code=qr_code(address),
            long_date=long_date,
        )


def issued_on(certificate: Certificate) -> date:
    """The day where the edition takes place."""
    zone = ZoneInfo(certificate.enrolment.edition.time_zone)
    return certificate.issued_at.astimezone(zone).date()


def long_date(day: date) -> str:
    """As on a document: 5 October 2026, 5 de octubre de 2026."""
    spoken = language()
    return format_date(day, "long", locale=LOCALES.get(spoken, spoken))


@cache
def _style() -> str:
    """The ornaments go in as backgrounds, each carried by its address: nothing is fetched."""
    style = STYLE.read_text(encoding="utf-8")
    for name in ORNAMENTS:
        drawn = b64encode(STYLE.with_name(name).read_bytes()).decode()
        style = style.replace(name, f"data:image/svg+xml;base64,{drawn}")
    return style
