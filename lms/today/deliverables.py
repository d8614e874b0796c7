"""Deliverables on the first page of who assesses them."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.left.steps import NextStep
from lms.today.cards import Waiting


def to_read(number: int) -> Waiting:
    """For who assesses; who supervises finds them among what is to be reviewed."""
    title = ngettext("%(num)s deliverable to read", "%(num)s deliverables to read", number)
    return Waiting(number, title, _("Fieldwork"), url_for("reviews.review_queue"), "info")


def read_step(waiting: Waiting) -> NextStep:
    return NextStep(
        waiting.text,
        waiting.title,
        _("Each beside its rubric; what you save is a draft until you release it."),
        _("Open the list"),
        waiting.href,
    )
