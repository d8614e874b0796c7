"""What the addresses of cases name, found as the reader may see it; 404 otherwise."""

from flask import abort

from lms.accounts.session import me, me_or_none
from lms.case_studies import policy, queries
from lms.case_studies.models import CaseOpening
from lms.case_studies.story import Story, tell
from lms.content import library
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.roles import my_enrolments
from lms.i18n import language


def the_case(case_id: str) -> CaseStudy:
    case = library().case_studies.get(case_id) or abort(404)
    return case.in_language(language())


def my_class() -> Enrolment | None:
    """The reader as a trainee, in their newest edition: there they decide and write papers."""
    return next((row for row in my_enrolments() if row.role == Role.TRAINEE), None)


def my_story(case: CaseStudy, opening: CaseOpening | None) -> Story:
    person = me_or_none()
    made = db.session.scalars(queries.decisions_in(case, person)).all() if person else ()
    return tell(case, made, opened=opening is not None)


def opening_in_my_class(case: CaseStudy) -> CaseOpening | None:
    trainee = my_class()
    return opening_in(trainee.edition, case) if trainee else None


def opening_in(edition: Edition, case: CaseStudy) -> CaseOpening | None:
    return db.session.scalars(queries.opening(case.id, edition.id)).one_or_none()


def editions_i_lead() -> list[Edition]:
    """Of the editions where the reader has a role, the newest first."""
    editions = {row.edition_id: row.edition for row in my_enrolments()}
    return [edition for edition in editions.values() if policy.can_lead(me(), edition)]


def title_of(case_id: str) -> str:
    """In the reader's language; the id of a case that the content no longer holds."""
    case = library().case_studies.get(case_id)
    return case.title.get(language()) if case else case_id
