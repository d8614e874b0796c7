"""What the certificate asks goes along when an edition is copied."""

from flask_babel import gettext as _

from lms.completion import actions, awards
from lms.completion.rules import Rule
from lms.intakes.parts import Copying, when_copied


@when_copied
def copy_rule(copying: Copying) -> None:
    kept = awards.newest_rule(copying.edition)
    if kept is not None:
        why = _("Copied from “%(edition)s”.", edition=copying.edition.name)
        rule = Rule.read(kept.tree)
        actions.keep_rule(copying.copy, rule, why=why, by=copying.by, at=copying.at, is_new=True)
