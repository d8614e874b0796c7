from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.completion.models import CompletionRule
from lms.learning.models import Edition


def rules_of(edition: Edition) -> Select[CompletionRule]:
    """What it asked for the award, the newest first, each with who set it."""
    return (
        select(CompletionRule)
        .options(joinedload(CompletionRule.by))
        .where(CompletionRule.edition_id == edition.id)
        .order_by(CompletionRule.id.desc())
    )
