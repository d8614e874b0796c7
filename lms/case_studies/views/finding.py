"""What the addresses of cases name, found as the reader may see it; 404 otherwise."""

from flask import abort

from lms.content import library
from lms.content.case_study import CaseStudy
from lms.i18n import language


def the_case(case_id: str) -> CaseStudy:
    case = library().case_studies.get(case_id) or abort(404)
    return case.in_language(language())
