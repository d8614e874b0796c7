from datetime import datetime

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.completion.awards import newest_rule
from lms.completion.models import CompletionRule
from lms.completion.rules import Rule
from lms.db import db
from lms.editions.models import Edition


def save_rule(edition: Edition, rule: Rule, *, why: str, by: User, at: datetime) -> None:
    """From now on this counts; the same rule again adds no row."""
    newest = newest_rule(edition)
    if newest is None or newest.tree != rule.tree():
        keep_rule(edition, rule, why=why, by=by, at=at)


def keep_rule(
    edition: Edition, rule: Rule, *, why: str, by: User, at: datetime, is_new: bool = False
) -> None:
    """For an edition whose newest rule is another one; a new edition is known to nobody yet."""
    row = CompletionRule(edition_id=edition.id, tree=rule.tree(), why=why, by_id=by.id, at=at)
    db.session.add(row)
    db.session.flush()
    audit.note(
        "rule.saved",
        f"edition {edition.id}",
        by_id=by.id,
        at=at,
        chain=f"edition:{edition.id}",
        begins=is_new,
        rule=rule.tree(),
        why=why,
    )
