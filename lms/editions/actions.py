"""Open an edition, and say who is in it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lms import mail
from lms.accounts.models import User
from lms.db import db
from lms.editions import queries
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.vocabulary import ROLES


def open_edition(  # noqa: PLR0913  # an edition is opened in one act with all it says of itself
    *,
    course_id: str,
    name: str,
    starts_on: date,
    ends_on: date,
    language: str,
    country: str,
    time_zone: str,
    off: Sequence[tuple[date, date]] = (),
    by: User,
    at: datetime,
) -> Edition:
    """A new edition with its opener as coordinator; sent twice, it is opened once."""
    db.hold(by)
    edition = Edition(
        course_id=course_id,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        language=language,
        country=country,
        time_zone=time_zone,
        days_off=[[first.isoformat(), last.isoformat()] for first, last in off],
        created_at=at,
    )
    twin = db.session.scalars(queries.twin_of(edition, by)).one_or_none()
    if twin is None:
        own = Enrolment(edition=edition, user=by, role=Role.COORDINATOR.value, created_at=at)
        db.session.add_all([edition, own])
        db.session.flush()
    return twin or edition


def enrol(user: User, edition: Edition, role: Role, *, at: datetime) -> tuple[Enrolment, bool]:
    """Give a person a role, again if it had ended; and whether that is news."""
    query = queries.role_of(user, edition, role)
    known = db.session.scalars(query).one_or_none()
    if known is None:
        new = Enrolment(edition=edition, user=user, role=role.value, created_at=at)
        kept = db.keep_once(new, query)
        return kept, kept is new
    news = known.ended_at is not None
    known.ended_at = None
    db.session.flush()
    return known, news


def end(enrolment: Enrolment, *, at: datetime) -> None:
    """What the person did in the edition stays; they no longer see it."""
    enrolment.ended_at = at
    db.session.flush()


def tell_of_enrolment(enrolment: Enrolment, *, address: str, by: User, at: datetime) -> None:
    """A letter to someone who has an account already; `enrolment` with its person and edition."""
    mail.send_all([letter_of_enrolment(enrolment, address=address, by=by)], at=at)


def letter_of_enrolment(enrolment: Enrolment, *, address: str, by: User) -> dict[str, Any]:
    return mail.written(
        enrolment.user.email,
        "editions/enrolment",
        language=enrolment.user.language,
        user=enrolment.user,
        edition=enrolment.edition,
        role=ROLES[Role(enrolment.role)],
        address=address,
        by=by,
    )
