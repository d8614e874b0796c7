from flask import Blueprint

bp = Blueprint("case_studies", __name__)

from lms.case_studies.views import cases, classroom  # noqa: E402, F401  # they put their routes on bp
