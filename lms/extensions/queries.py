from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Select, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.models import User
from lms.editions.models import Edition, Enrolment
from lms.extensions.models import DueDate, Extension, ExtensionPerson

Numbers = Collection[int] | Sequence[BindParameter[int]] | BindParameter[int]


def known_dates(editions: Numbers, enrolments: Numbers) -> CompoundSelect[Any]:
    """What is due for everybody in these editions, and what these trainees have more time for."""
    for_all = select(
        DueDate.edition_id,
        literal(0).label("enrolment_id"),
        DueDate.kind,
        DueDate.ref,
        DueDate.due_on.label("on"),
        literal("").label("reason"),
        literal("").label("by"),
    ).where(DueDate.edition_id.in_(editions))
    for_some = (
        select(
            Extension.edition_id,
            ExtensionPerson.enrolment_id,
            Extension.kind,
            Extension.ref,
            Extension.until_on,
            Extension.reason,
            User.name,
        )
        .join(ExtensionPerson, ExtensionPerson.extension_id == Extension.id)
        .join(User, User.id == Extension.given_by_id)
        .where(ExtensionPerson.enrolment_id.in_(enrolments), Extension.ended_at.is_(None))
    )
    return union_all(for_all, for_some)


def dates_in(edition: Edition) -> Select[DueDate]:
    return select(DueDate).where(DueDate.edition_id == edition.id)


def days_from(edition: Edition, first: date) -> CompoundSelect[Any]:
    """What is due from that day on, and more time that nobody has ended, by table and number."""
    for_all = select(
        literal(DueDate.__tablename__).label("table"), DueDate.id, DueDate.due_on.label("on")
    ).where(DueDate.edition_id == edition.id, DueDate.due_on >= first)
    for_some = select(literal(Extension.__tablename__), Extension.id, Extension.until_on).where(
        Extension.edition_id == edition.id,
        Extension.until_on >= first,
        Extension.ended_at.is_(None),
    )
    return union_all(for_all, for_some)


def extensions_in(edition: Edition, *, before: int | None = None, most: int) -> Select[Extension]:
    """A page of all that were ever given, the newest first, with their people and names."""
    query = (
        select(Extension)
        .options(
            joinedload(Extension.given_by),
            joinedload(Extension.ended_by),
            selectinload(Extension.people)
            .joinedload(ExtensionPerson.enrolment)
            .joinedload(Enrolment.user),
        )
        .where(Extension.edition_id == edition.id)
        .order_by(Extension.id.desc())
        .limit(most + 1)
    )
    return query if before is None else query.where(Extension.id < before)


def extension_in(edition: Edition, extension_id: int) -> Select[Extension]:
    return select(Extension).where(Extension.id == extension_id, Extension.edition_id == edition.id)
