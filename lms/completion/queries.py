from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, cast, false, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.completion.models import CompletionRule
from lms.editions.models import Edition, Enrolment, Role

_certified: list[ColumnElement[bool]] = []


def certified_if(says: ColumnElement[bool]) -> None:
    """Whether an `Enrolment` has its certificate; for the feature that knows, when imported."""
    _certified.append(says)


def rules_of(edition: Edition) -> Select[CompletionRule]:
    """What it asked for the award, the newest first, each with who set it."""
    return (
        select(CompletionRule)
        .options(joinedload(CompletionRule.by))
        .where(CompletionRule.edition_id == edition.id)
        .order_by(CompletionRule.id.desc())
    )


def newest_tree(edition_id: Any) -> ScalarSelect[str | None]:
    """The rule of the edition that another query names, as a text; none where it has none."""
    later = aliased(CompletionRule)
    return (
        select(cast(later.tree, String))
        .where(later.edition_id == edition_id)
        .order_by(later.id.desc())
        .limit(1)
        .correlate(edition_id.table)
        .scalar_subquery()
    )


def trainees_of(edition: Edition) -> Select[Enrolment, bool]:
    """Who learns in it now, by name, with their accounts; and whether they have a certificate."""
    return (
        select(Enrolment, or_(false(), *_certified))
        .join(Enrolment.user)
        .options(contains_eager(Enrolment.user), joinedload(Enrolment.edition))
        .where(
            Enrolment.edition_id == edition.id,
            Enrolment.role == Role.TRAINEE.value,
            Enrolment.ended_at.is_(None),
        )
        .order_by(User.name, Enrolment.id)
    )
