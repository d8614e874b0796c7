"""Case papers on the first page: those that came back to a trainee, those that wait for a grade."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.case_studies import paper_queries
from lms.content import library
from lms.db import db
from lms.i18n import language
from lms.learning.roles import my_enrolments
from lms.today.cards import NextStep, Waiting
from lms.today.queries import Asked


def improve_step(paper: Asked) -> NextStep:
    return NextStep(
        _("Returned to you"),
        _title(paper),
        _("Read the reason, improve what you would change and hand it in again."),
        _("Open the case paper"),
        _href(paper),
    )


def improve_later(paper: Asked) -> Waiting:
    return Waiting(1, _title(paper), _("Returned to you"), _href(paper), "warn")


def to_grade(person: User) -> Iterator[Waiting]:
    """The editions whose papers wait for this person, the longest waiting first; one statement."""
    names = {row.edition_id: row.edition.name for row in my_enrolments()}
    for edition_id, number in db.session.execute(paper_queries.waiting_for(person)):
        yield Waiting(
            number,
            ngettext("%(num)s case paper to grade", "%(num)s case papers to grade", number),
            names[edition_id],
            url_for("case_studies.paper_queue", edition_id=edition_id),
            "info",
        )


def grade_step(waiting: Waiting) -> NextStep:
    return NextStep(
        waiting.text,
        waiting.title,
        _("Each paper beside its rubric; what you save is a draft until you release it."),
        _("Open the list"),
        waiting.href,
    )


def _title(paper: Asked) -> str:
    case = library().case_studies.get(paper.name)
    name = case.title.get(language()) if case else paper.name
    return _("Case paper: %(case)s", case=name)


def _href(paper: Asked) -> str:
    return url_for("case_studies.paper", edition_id=paper.edition_id, case_id=paper.name)
