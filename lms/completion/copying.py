"""What the certificate asks goes along when an edition is copied."""

from lms.completion import actions, awards
from lms.completion.rules import Rule
from lms.intakes.parts import Copying, when_copied


@when_copied
def copy_rule(copying: Copying) -> None:
    kept = awards.newest_rule(copying.edition)
    if kept is not None:
        actions.keep_rule(copying.copy, Rule.read(kept.tree), by=copying.by, at=copying.at)
