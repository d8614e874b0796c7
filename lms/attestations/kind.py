"""The answers to the addresses of certificates, for numbers that are of a participation."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, pdf
from lms.accounts.access import allow
from lms.accounts.models import User
from lms.accounts.session import me, me_or_none
from lms.attestations import actions, queries
from lms.attestations.models import Attestation
from lms.certificates.addresses import address_of
from lms.certificates.drawing import long_date
from lms.certificates.papers import Kind, Line, know
from lms.certificates.views import being_drawn, download
from lms.db import db
from lms.qr import qr_code


def _page(serial: str) -> ResponseReturnValue | None:
    """The public check: who knows the number sees what was certified, and nothing else."""
    row = _found(serial)
    if row is None:
        return None
    return render_template(
        "attestations/attestation.html",
        attestation=row,
        long_date=long_date,
        qr_code=qr_code(address_of(row)),
        can_download=_is_own(row, me_or_none()),
        pdf_is_on=row.drawn_at is not None or pdf.is_on(),
    )


def _document(serial: str) -> ResponseReturnValue | None:
    row = _found(serial)
    if row is None:
        return None
    allow(_is_own(row, me()))
    return download(row)


def _draw(serial: str) -> ResponseReturnValue | None:
    row = _found(serial)
    if row is None:
        return None
    allow(_is_own(row, me()))
    actions.draw(row, at=clock.now())
    return being_drawn(row)


def _found(serial: str) -> Attestation | None:
    return db.session.scalars(queries.attestation(serial)).one_or_none()


def _is_own(row: Attestation, person: User | None) -> bool:
    """Others have the public page, which can be printed."""
    return person is not None and row.participation.user_id == person.id


def _lines(person: User) -> Sequence[Line]:
    return [
        Line(row.serial, row.programme_name, _("Participation"), row.issued_on, not row.revoked_at)
        for row in db.session.scalars(queries.of_person(person))
    ]


know(Kind(_page, _document, _draw, _lines))
