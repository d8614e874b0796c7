from datetime import datetime

from lms import mail
from lms.accounts.models import User
from lms.audit import actions as audit
from lms.catalog.find import course_or_404
from lms.certificates import queries, serials
from lms.certificates.addresses import address_of
from lms.certificates.models import Certificate
from lms.completion.awards import standing_of
from lms.completion.requirements import Requirement
from lms.db import db
from lms.editions.models import Enrolment
from lms.i18n import in_language
from lms.jobs import actions as jobs

DRAW = "certificate.draw"


class UnmetError(Exception):
    """The award asks for more than the trainee has done; `unmet` says what."""

    def __init__(self, unmet: list[Requirement]) -> None:
        super().__init__(", ".join(row.key for row in unmet) or "nothing is required")
        self.unmet = unmet


def issue(enrolment: Enrolment, *, by: User, at: datetime) -> Certificate:
    """Certify what this trainee did, once all is met; the same certificate if it was issued before.

    Everything printed is copied here, in the language of the edition.
    """
    db.hold(enrolment)
    certificate = standing(enrolment)
    if certificate is None:
        with in_language(enrolment.edition.language):
            certificate = _certify(enrolment, _all_met(enrolment), by=by, at=at)
        db.session.add(certificate)
        db.session.flush()
        _record("issued", certificate, by=by, at=at)
        draw(certificate, at=at)
        _tell(certificate, "issued", at=at)
    return certificate


def standing(enrolment: Enrolment) -> Certificate | None:
    """Its certificate that is not revoked."""
    query = queries.certificates_of(enrolment).where(Certificate.revoked_at.is_(None))
    return db.session.scalars(query).one_or_none()


def _all_met(enrolment: Enrolment) -> list[Requirement]:
    """What the edition asks and the trainee did; of a group, all that they met."""
    found = standing_of(enrolment)
    if not found.met:
        raise UnmetError(found.unmet)
    return [row for row in found.asked if row.met]


def _certify(
    enrolment: Enrolment, met: list[Requirement], *, by: User, at: datetime
) -> Certificate:
    edition = enrolment.edition
    return Certificate(
        serial=serials.new(),
        enrolment=enrolment,
        name=enrolment.user.name,
        course_title=course_or_404(edition.course_id).title.get(edition.language),
        edition_name=edition.name,
        language=edition.language,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        minutes=sum(row.minutes or 0 for row in met),
        facts=[{"label": row.title, "value": row.detail} for row in met],
        issued_at=at,
        issued_by=", ".join(part for part in (by.name, by.organisation) if part),
    )


def draw(certificate: Certificate, *, at: datetime) -> None:
    """Have the PDF drawn, or drawn again when its file is missing."""
    jobs.enqueue(DRAW, at=at, certificate=certificate.id)


def revoke(certificate: Certificate, *, by: User, why: str, at: datetime) -> None:
    """From now on the public page says so; the row stays, with who did it and why, said once."""
    if certificate.revoked_at is not None:
        return
    certificate.revoked_at, certificate.revoked_by, certificate.revoked_why = at, by.name, why
    db.session.flush()
    _record("revoked", certificate, by=by, at=at)
    _tell(certificate, "revoked", at=at)


def _record(act: str, certificate: Certificate, *, by: User, at: datetime) -> None:
    audit.note(
        f"certificate.{act}",
        f"certificate {certificate.serial}",
        by_id=by.id,
        at=at,
        enrolment=certificate.enrolment_id,
    )


def _tell(certificate: Certificate, letter: str, *, at: datetime) -> None:
    user = certificate.enrolment.user
    mail.send(
        user.email,
        f"certificates/{letter}",
        language=user.language,
        at=at,
        certificate=certificate,
        user=user,
        address=address_of(certificate),
    )
